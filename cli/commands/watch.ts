import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import type { CommandModule } from "yargs";
import { serveLiveView } from "../../live/LiveView";
import { addressOf, asJson, CommandFailure, engineOf, type GlobalOptions, print } from "../Context";
import { readStack } from "../pulumi";

interface WatchOptions extends GlobalOptions {
  readonly port: number;
  readonly stack?: string;
}

/** `dockwire watch`: a page that shows the Engine's topology as it is, and follows it. */
export const watch: CommandModule<GlobalOptions, WatchOptions> = {
  command: "watch",
  describe: "Serve a page that shows the topology live, for a browser on this machine",
  builder: (command) =>
    command
      .option("port", {
        type: "number",
        requiresArg: true,
        default: 0,
        describe: "The port on 127.0.0.1; 0 is any free one",
      })
      .option("stack", {
        type: "string",
        requiresArg: true,
        alias: "s",
        describe: "The stack whose state the Engine is held against; in a project's folder the selected one",
      })
      .check(({ port }) => (isPort(port) ? true : "--port takes a whole number from 0 to 65535.")),
  handler: async (options) => {
    const engine = engineOf(options);
    await engine.api();
    const ending = new AbortController();
    for (const name of ["SIGINT", "SIGTERM"] as const) process.once(name, () => ending.abort());
    // A stack that was asked for by name has to be there; the selected one may as well be none.
    if (options.stack !== undefined) await readStack(options.stack);
    const { description: address } = addressOf(options);
    const hasStack = options.stack !== undefined || isProjectFolder(process.cwd());
    const view = serveLiveView(
      {
        engine,
        address,
        port: options.port,
        readStack: hasStack ? () => readStack(options.stack) : undefined,
        onOpen: (url) => print(options.json ? asJson({ url }) : `Watching ${address}:\n\n  ${url}\n\nCtrl-C ends it.`),
        onNews: (news) => {
          if (options.json) news.forEach((one) => print(asJson(one)));
        },
      },
      ending.signal,
    );
    await view.catch((error: NodeJS.ErrnoException) => {
      if (error.code !== "EADDRINUSE" && error.code !== "EACCES") throw error;
      throw new CommandFailure(
        `Serving the page on 127.0.0.1:${options.port}: the port ${error.code === "EACCES" ? "is for root alone" : "is taken"}. Choose another --port, or none for any free one.`,
      );
    });
  },
};

function isPort(port: number): boolean {
  return Number.isInteger(port) && port >= 0 && port <= 65_535;
}

/** As Pulumi finds a project: here, or in a folder above. */
function isProjectFolder(folder: string): boolean {
  if (["Pulumi.yaml", "Pulumi.yml"].some((name) => existsSync(join(folder, name)))) return true;
  return dirname(folder) !== folder && isProjectFolder(dirname(folder));
}
