/** The Engine's own rule for names (moby, daemon/names); container names have two characters or more. */
const DOCKER_NAME = /^[a-zA-Z0-9][a-zA-Z0-9_.-]+$/;
/** The local driver keeps each volume in a folder of its name. */
const LONGEST_VOLUME_NAME = 255;

/** What is wrong with a container's name; undefined when nothing is. */
export function containerNameProblem(name: string): string | undefined {
  if (DOCKER_NAME.test(name)) return undefined;
  return `"${name}" cannot be a container's name: begin with a letter or digit, then one or more letters, digits, "_", "." and "-"`;
}

/** What is wrong with a volume's name; undefined when nothing is. */
export function volumeNameProblem(name: string): string | undefined {
  if (name.length > LONGEST_VOLUME_NAME) return `a volume's name has ${LONGEST_VOLUME_NAME} characters at the most`;
  if (DOCKER_NAME.test(name)) return undefined;
  return `"${name}" cannot be a volume's name: begin with a letter or digit, then one or more letters, digits, "_", "." and "-"`;
}

/** What is wrong with an image's name; undefined when nothing is. It has to look like one, not to exist. */
export function imageProblem(image: string): string | undefined {
  if (/^[a-z0-9][\w.:/-]*(@sha256:[0-9a-f]{64})?$/.test(image)) return undefined;
  return `"${image}" cannot be an image's name: write [REGISTRY/]NAME[:TAG][@sha256:DIGEST] in lower case`;
}

/** What is wrong with a port; undefined when nothing is. */
export function portProblem(port: number): string | undefined {
  if (Number.isInteger(port) && port >= 1 && port <= 65535) return undefined;
  return `${port} is not a port: give a whole number from 1 to 65535`;
}
