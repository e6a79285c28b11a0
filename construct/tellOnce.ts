import * as pulumi from "@pulumi/pulumi";

/**
 * The SDK logs whatever a component fails with, and answers the request for the component with it too. A refusal is told
 * by the answer alone, at the component's row. To be called when the SDK listens already.
 */
export function tellRefusalsOnce(): void {
  const [log] = process.listeners("unhandledRejection");
  if (!log) return;
  process.off("unhandledRejection", log);
  process.on("unhandledRejection", (reason, promise) => {
    if (!isRefusal(reason)) log(reason, promise);
  });
}

function isRefusal(reason: unknown): boolean {
  return pulumi.RunError.isInstance(reason) || pulumi.ResourceError.isInstance(reason);
}
