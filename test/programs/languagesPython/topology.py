"""The tutorials' topology as an inline program of the Automation API: topology.py FOLDER STACK COMMAND.

With the setting `swarm` it is a service that uses a redis over an overlay network instead.
"""

import json
import sys

import pulumi
import pulumi_dockwire as dockwire
from pulumi import automation


def program() -> None:
    config = pulumi.Config()
    if config.get_bool("swarm"):
        service()
    else:
        topology(config)


def service() -> None:
    network = dockwire.Network("shop", name="shop", driver="overlay", attachable=True)
    redis = dockwire.RedisServer(
        "redis", network=network.name, container_name="redis", image="redis:7", mode="tutorial"
    )
    web = dockwire.ClientService(
        "web",
        network=network.name,
        image="redis:7",
        command=["sleep", "1000000"],
        replicas=2,
        placement=dockwire.PlacementArgs(max_per_machine=1),
        uses={"db": redis},
    )
    pulumi.export("service", web.service_name)
    pulumi.export("ready", web.ready)


def topology(config: pulumi.Config) -> None:
    prefix = config.require("prefix")

    backend = dockwire.Network("backend", name=f"{prefix}-backend")
    redis = dockwire.RedisServer(
        "redis", network=backend.name, container_name=f"{prefix}-redis", image="redis", mode="tutorial"
    )

    dockwire.ClientApp(
        "client",
        network=backend.name,
        container_name=f"{prefix}-client",
        image="alpine",
        command=["sleep", "1000000"],
        stop_seconds=1,
        links={"xxx": dockwire.LinkArgs(server=redis, by="address", hosts=True)},
    )

    frontend = dockwire.Network("frontend", name=f"{prefix}-frontend")
    attachment = dockwire.NetworkAttachment(
        "frontend-redis", container=redis.container_name, network=frontend.name, aliases=["redis"]
    )
    app = dockwire.ClientApp(
        "app",
        network=frontend.name,
        container_name=f"{prefix}-app",
        image="katacoda/redis-node-docker-example",
        ports=[dockwire.PublishedPortArgs(internal=3000, external=config.require_int("port"))],
        opts=pulumi.ResourceOptions(depends_on=[attachment]),
    )

    frontend2 = dockwire.AppNetwork(
        "frontend2",
        network_name=f"{prefix}-frontend2",
        attachments={"redis": dockwire.ServerAttachmentArgs(server=redis, aliases=["db"])},
    )
    probe = dockwire.Probe(
        "db",
        image="redis",
        command=["redis-cli", "-h", "db", "ping"],
        networks=[frontend2.network_id],
        expect_output="PONG",
        opts=pulumi.ResourceOptions(depends_on=[frontend2]),
    )

    members = dockwire.inspect_network_output(network=frontend2.attachments["redis"].network).members
    pulumi.export("url", app.urls[0])
    pulumi.export("printed", probe.stdout)
    pulumi.export("members", members.apply(lambda all: [member.name for member in all]))


def main(folder: str, stack_name: str, command: str) -> dict:
    stack = automation.create_or_select_stack(
        stack_name=stack_name,
        project_name="languages",
        program=program,
        opts=automation.LocalWorkspaceOptions(work_dir=folder),
    )
    if command == "preview":
        return {"changes": stack.preview().change_summary}
    if command == "destroy":
        return {"changes": stack.destroy().summary.resource_changes}
    up = stack.up()
    outputs = {name: output.value for name, output in up.outputs.items()}
    return {"changes": up.summary.resource_changes, "outputs": outputs}


print(json.dumps(main(*sys.argv[1:])))
