/** Whether a process of this number runs, whoever it belongs to. */
export function isRunning(pid: number): boolean;

/** When a process was started, in a form that can only be compared; "" for one that has ended. */
export function startTime(pid: number): string;

/** Where process numbers mean the same: this machine, and in it this container. */
export function processNamespace(): string;
