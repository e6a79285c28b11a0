import { run } from "../Command";

/** Packs a folder as a layer: the same content gives the same bytes, and everything belongs to root. */
export async function packTree(folder: string, file: string): Promise<void> {
  const stable = ["--sort=name", "--mtime=@0", "--owner=0", "--group=0", "--numeric-owner"];
  await run("tar", [...stable, "-cf", file, "-C", folder, "."]);
}
