const PARENT_CHECK_MS = 500;

/**
 * Pulumi ends its plugins; one that was killed itself cannot. So this process ends once its parent is gone: at once, or
 * after `finish` has let what is under way come to its end.
 */
export function endWithParent(finish: () => void = () => process.exit(1)): void {
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    finish();
  }, PARENT_CHECK_MS);
}
