// Command languages is the tutorials' topology as an inline program of the Automation API: languages FOLDER STACK COMMAND.
// With the setting "swarm" it is a service that uses a redis over an overlay network instead.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"

	"example.com/pulumi-dockwire/sdk/go/dockwire"
	"github.com/pulumi/pulumi/sdk/v3/go/auto"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi/config"
)

func program(ctx *pulumi.Context) error {
	cfg := config.New(ctx, "")
	if cfg.GetBool("swarm") {
		return service(ctx)
	}
	return topology(ctx, cfg)
}

func service(ctx *pulumi.Context) error {
	network, err := dockwire.NewNetwork(ctx, "shop", &dockwire.NetworkArgs{
		Name:       pulumi.String("shop"),
		Driver:     pulumi.String("overlay"),
		Attachable: pulumi.Bool(true),
	})
	if err != nil {
		return err
	}
	redis, err := dockwire.NewRedisServer(ctx, "redis", &dockwire.RedisServerArgs{
		Network:       network.Name,
		ContainerName: pulumi.String("redis"),
		Image:         pulumi.String("redis:7"),
		Mode:          pulumi.String("tutorial"),
	})
	if err != nil {
		return err
	}
	web, err := dockwire.NewClientService(ctx, "web", &dockwire.ClientServiceArgs{
		Network:   network.Name,
		Image:     pulumi.String("redis:7"),
		Command:   pulumi.ToStringArray([]string{"sleep", "1000000"}),
		Replicas:  pulumi.Int(2),
		Placement: dockwire.PlacementArgs{MaxPerMachine: pulumi.Int(1)},
		Uses:      pulumi.Map{"db": redis},
	})
	if err != nil {
		return err
	}
	ctx.Export("service", web.ServiceName)
	ctx.Export("ready", web.Ready)
	return nil
}

func topology(ctx *pulumi.Context, cfg *config.Config) error {
	prefix := cfg.Require("prefix")
	named := func(rest string) pulumi.StringInput { return pulumi.String(prefix + "-" + rest) }

	backend, err := dockwire.NewNetwork(ctx, "backend", &dockwire.NetworkArgs{Name: named("backend")})
	if err != nil {
		return err
	}
	redis, err := dockwire.NewRedisServer(ctx, "redis", &dockwire.RedisServerArgs{
		Network:       backend.Name,
		ContainerName: named("redis"),
		Image:         pulumi.String("redis"),
		Mode:          pulumi.String("tutorial"),
	})
	if err != nil {
		return err
	}

	_, err = dockwire.NewClientApp(ctx, "client", &dockwire.ClientAppArgs{
		Network:       backend.Name,
		ContainerName: named("client"),
		Image:         pulumi.String("alpine"),
		Command:       pulumi.ToStringArray([]string{"sleep", "1000000"}),
		StopSeconds:   pulumi.Float64(1),
		Links: dockwire.LinkMap{
			"xxx": dockwire.LinkArgs{Server: redis, By: pulumi.String("address"), Hosts: pulumi.Bool(true)},
		},
	})
	if err != nil {
		return err
	}

	frontend, err := dockwire.NewNetwork(ctx, "frontend", &dockwire.NetworkArgs{Name: named("frontend")})
	if err != nil {
		return err
	}
	attachment, err := dockwire.NewNetworkAttachment(ctx, "frontend-redis", &dockwire.NetworkAttachmentArgs{
		Container: redis.ContainerName,
		Network:   frontend.Name,
		Aliases:   pulumi.ToStringArray([]string{"redis"}),
	})
	if err != nil {
		return err
	}
	app, err := dockwire.NewClientApp(ctx, "app", &dockwire.ClientAppArgs{
		Network:       frontend.Name,
		ContainerName: named("app"),
		Image:         pulumi.String("katacoda/redis-node-docker-example"),
		Ports: dockwire.PublishedPortArray{
			dockwire.PublishedPortArgs{Internal: pulumi.Int(3000), External: pulumi.Int(cfg.RequireInt("port"))},
		},
	}, pulumi.DependsOn([]pulumi.Resource{attachment}))
	if err != nil {
		return err
	}

	frontend2, err := dockwire.NewAppNetwork(ctx, "frontend2", &dockwire.AppNetworkArgs{
		NetworkName: named("frontend2"),
		Attachments: dockwire.ServerAttachmentMap{
			"redis": dockwire.ServerAttachmentArgs{Server: redis, Aliases: pulumi.ToStringArray([]string{"db"})},
		},
	})
	if err != nil {
		return err
	}
	probe, err := dockwire.NewProbe(ctx, "db", &dockwire.ProbeArgs{
		Image:        pulumi.String("redis"),
		Command:      pulumi.ToStringArray([]string{"redis-cli", "-h", "db", "ping"}),
		Networks:     pulumi.StringArray{frontend2.NetworkId},
		ExpectOutput: pulumi.String("PONG"),
	}, pulumi.DependsOn([]pulumi.Resource{frontend2}))
	if err != nil {
		return err
	}

	inspected := dockwire.InspectNetworkOutput(ctx, dockwire.InspectNetworkOutputArgs{
		Network: frontend2.Attachments.MapIndex(pulumi.String("redis")).Network(),
	})
	ctx.Export("url", app.Urls.Index(pulumi.Int(0)))
	ctx.Export("printed", probe.Stdout)
	ctx.Export("members", inspected.Members().ApplyT(func(all []dockwire.NetworkMember) []string {
		names := []string{}
		for _, member := range all {
			names = append(names, member.Name)
		}
		return names
	}))
	return nil
}

func run(folder, stackName, command string) (any, error) {
	ctx := context.Background()
	stack, err := auto.UpsertStackInlineSource(ctx, stackName, "languages", program, auto.WorkDir(folder))
	if err != nil {
		return nil, err
	}
	switch command {
	case "preview":
		preview, err := stack.Preview(ctx)
		return map[string]any{"changes": preview.ChangeSummary}, err
	case "destroy":
		destroyed, err := stack.Destroy(ctx)
		return map[string]any{"changes": destroyed.Summary.ResourceChanges}, err
	}
	up, err := stack.Up(ctx)
	outputs := map[string]any{}
	for name, output := range up.Outputs {
		outputs[name] = output.Value
	}
	return map[string]any{"changes": up.Summary.ResourceChanges, "outputs": outputs}, err
}

func main() {
	result, err := run(os.Args[1], os.Args[2], os.Args[3])
	if err == nil {
		err = json.NewEncoder(os.Stdout).Encode(result)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
