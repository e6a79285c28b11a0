/** The project and stack that a resource is of, in the form of the label `dockwire.stack`: PROJECT/STACK. */
export function stackOf(urn: string): string {
  const [, , stack, , project] = urn.split(":");
  return `${project}/${stack}`;
}
