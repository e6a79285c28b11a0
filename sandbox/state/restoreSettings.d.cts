/** The settings file that Pulumi `saved`, without its salt; `kept` itself where Pulumi changed nothing but the form. */
export function withoutSalt(saved: string, kept: string | undefined): string;
