/** Runs `work` while this process alone holds the lock file at `path`; a lock left by a dead process is taken over. */
export function withFileLock<T>(path: string, work: () => Promise<T>, onWait?: (holder: number) => void): Promise<T>;
