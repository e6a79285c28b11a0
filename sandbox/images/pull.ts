import { spawn } from "node:child_process";
import type { EngineAnswer, EngineApi } from "../engine/EngineApi";
import { step } from "../Step";
import { exampleFolder } from "./ExampleImage";

const PULL_TIMEOUT_MS = 20_000; // without a byte: a registry that cannot be reached must not hold a user up
const BUILD_TIMEOUT_MS = 180_000;

/** Has the Engine pull an image. */
export async function pull(api: EngineApi, image: string): Promise<void> {
  const [name, tag] = image.split(":");
  const path = `/images/create?fromImage=${encodeURIComponent(name)}&tag=${tag}`;
  await step("images", `pulling ${image}`, async (report) => {
    const onLine = (line: string) => report(statusOf(line));
    const request = api.request(path, { method: "POST", timeout: PULL_TIMEOUT_MS, onLine });
    const answer = await request.catch((error: Error): EngineAnswer => ({ status: 0, body: error.message }));
    const failure = failureOf(answer);
    if (failure) throw new Error(`Could not pull ${image} to the Docker Engine at ${api.address.host}: ${failure}`);
  });
}

/** Has the Engine build the web app out of examples/, for machines that cannot pull the published image. */
export async function buildExample(api: EngineApi, image: string): Promise<void> {
  await step("images", `building ${image} from its Dockerfile`, async (report) => {
    const tar = ["--exclude=node_modules", "-cf", "-", "-C", exampleFolder, "."];
    const body = spawn("tar", tar, { stdio: ["ignore", "pipe", "inherit"] }).stdout;
    const onLine = (line: string) => report(statusOf(line));
    const path = `/build?t=${encodeURIComponent(image)}`;
    const request = api.request(path, { method: "POST", body, timeout: BUILD_TIMEOUT_MS, onLine });
    const answer = await request.catch((error: Error): EngineAnswer => ({ status: 0, body: error.message }));
    const failure = failureOf(answer);
    if (failure) {
      throw new Error(
        `Could not build ${image} from ${exampleFolder} on the Docker Engine at ${api.address.host}: ${failure}. ` +
          "Name an image of your own in the stack's configuration instead.",
      );
    }
  });
}

/** What went wrong; the Engine tells of failures after it has begun to answer in the lines of its answer. */
function failureOf({ status, body }: EngineAnswer): string | undefined {
  if (status === 0) return body;
  if (status !== 200)
    return /"message":\s*"((?:[^"\\]|\\.)*)"/.exec(body)?.[1]?.replaceAll("\\", "") ?? `HTTP ${status} ${body}`;
  const line = body.split("\n").find((one) => one.includes('"error"'));
  return line && (JSON.parse(line) as { error: string }).error;
}

function statusOf(line: string): string {
  try {
    const { status, stream } = JSON.parse(line) as { status?: string; stream?: string };
    return (status ?? stream ?? "").trim();
  } catch {
    return line;
  }
}
