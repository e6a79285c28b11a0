import { nameOf } from "../protocol/nameOf";
import type { Properties } from "../protocol/values";

interface Wish {
  name: string;
  /** Whether the resource has that volume since an earlier update. */
  held: boolean;
}

/**
 * Which volumes the program has by its state, and which it wants in this run: none is removed that a resource still has.
 * Pulumi reads every old resource first, so a resource that is renamed in the program finds its own volume.
 */
export class VolumeNames {
  private readonly wishes = new Map<string, Wish>();
  /** By name, whether somebody else had left the volume behind before the program took it. */
  private readonly recorded = new Map<string, boolean>();
  /** By URN, what was recorded. */
  private readonly inputs = new Map<string, Properties>();

  /** Notes a volume that a resource of the program has by the state. */
  remember(name: string, leftBehind: boolean): void {
    this.recorded.set(name, leftBehind);
  }

  /** Whether a volume that the program has was left behind by somebody else before; undefined when that is not known. */
  isLeftBehind(name: string): boolean | undefined {
    return this.recorded.get(name);
  }

  /** A replacement is checked a second time, as if it were new. */
  note(urn: string, name: string, held: boolean): void {
    this.wishes.set(urn, { name, held: held || this.isHeld(urn, name) });
  }

  /** What the last update recorded of a resource. One that is to be replaced is checked as if it were new. */
  recordedInputs(urn: string, told: Properties): Properties {
    const inputs = "name" in told ? told : (this.inputs.get(urn) ?? told);
    this.inputs.set(urn, inputs);
    return inputs;
  }

  /** Whether the program has that volume since an earlier update: then it is its own, whatever its labels say. */
  isHeld(urn: string, name: string): boolean {
    const wish = this.wishes.get(urn);
    return this.recorded.has(name) || (wish?.name === name && wish.held);
  }

  /**
   * Why a volume stays when the resource that had it goes: it is replaced, or another one wants the volume. Undefined when
   * the program wants it no more.
   */
  successorOf(urn: string, name: string): string | undefined {
    const [other] = [...this.wishes].find(([, wish]) => wish.name === name) ?? [];
    if (other) return `resource "${nameOf(other)}" has it`;
    const own = this.wishes.get(urn);
    return own && `its resource has "${own.name}" now; "docker volume rm ${name}" removes it`;
  }
}
