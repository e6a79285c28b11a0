/** How often a health check runs where nothing is said. */
export interface HealthDefaults {
  readonly intervalSeconds: number;
  /** Failures in a row that make a container unhealthy. */
  readonly retries: number;
}

/** The Engine's own: a check is a process, and many containers are many. Whoever waits for one has it checked at once. */
export const CONTAINER_HEALTH: HealthDefaults = { intervalSeconds: 30, retries: 3 };
/** Of several servers one waits for another, also when the Engine starts them by itself. */
export const MEMBER_HEALTH: HealthDefaults = { intervalSeconds: 2, retries: 5 };
/** A swarm goes on with an update when the first check has passed, and puts another in place of a task that fails. */
export const SERVICE_HEALTH: HealthDefaults = { intervalSeconds: 5, retries: 5 };
