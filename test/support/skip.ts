/** Skips the test, or in a hook the whole suite, for a reason that the reporter prints. */
export function skip(context: Mocha.Context, reason: string): never {
  const runnable = context.runnable();
  const isHook = "type" in runnable && runnable.type === "hook";
  Object.assign((isHook ? runnable.parent : undefined) ?? runnable, { skipReason: reason });
  return context.skip();
}
