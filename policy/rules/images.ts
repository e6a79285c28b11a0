import type { Container } from "../Container";
import { isNamed, type Settings } from "../settings";

const PRODUCTION = ["prod", "production", "prod-*", "production-*", "*-prod", "*-production"];
const PINNED = /(^|@)sha256:[0-9a-f]{64}$|^[0-9a-f]{64}$/;

/** Production stacks run what was tried: a tag may be another image tomorrow, a digest may not. */
export function movingImage({ urn, subject, images }: Container, settings: Settings): string[] {
  if (!isProduction(stackOf(urn), settings)) return [];
  const built = images.filter((image) => image.built).map(({ name }) => name);
  return [...new Set(images.map(({ name }) => name))]
    .filter((name) => !built.includes(name) && !PINNED.test(name) && !isNamed(name, settings.allowedTags))
    .map(
      (name) =>
        `${subject}: image "${name}" may be another one tomorrow; give its digest ("NAME:TAG@sha256:..."), or name it in ` +
        `"allowedTags"`,
    );
}

/** Whether the stack's images have to be pinned. */
export function isProduction(stack: string, settings: Settings): boolean {
  return isNamed(stack, [...PRODUCTION, ...settings.productionStacks]);
}

function stackOf(urn: string): string {
  return urn.split(":")[2] ?? "";
}
