/** What an error says of a container that is not there, and what to do: the Docker provider looks only when it is told to. */
export const NO_SUCH_CONTAINER =
  `there is no such container. List them with "docker ps --all". If the program makes it and somebody removed it, ` +
  `run "pulumi up --refresh".`;
