import pulumi
import pulumi_dockwire as dockwire

project = pulumi.get_project()
image = pulumi.Config().get("redisImage")

# docker network create, docker run
backend = dockwire.AppNetwork(
    "backend",
    network_name=f"{project}-backend",
    redis=dockwire.RedisServerSettingsArgs(container_name=f"{project}-redis", image=image),
)

# docker network create, docker network connect --alias db
dockwire.AppNetwork(
    "frontend",
    network_name=f"{project}-frontend",
    attachments={"redis": dockwire.ServerAttachmentArgs(server=backend.redis, aliases=["db"])},
)

# A line for a shell that opens redis-cli.
pulumi.export("redisCli", backend.redis.apply(lambda redis: redis.cli_command))
