/** Networks that an Engine makes itself; nobody else can make one of such a name. */
export const PREDEFINED_NETWORKS: readonly string[] = ["bridge", "host", "none", "nat"];
