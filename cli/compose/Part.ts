import { dirname } from "node:path";
import type { CommandFailure } from "../Context";
import type { ComposeFile } from "./ComposeFile";
import type { JsonObject, Path } from "./Json";

/** A file, and where in it something is said. */
export interface Layer {
  readonly file: ComposeFile;
  readonly path: Path;
}

/** A service, network, volume, secret or config of a project, and where it is said. */
export class Part {
  constructor(
    /** Its key in the file. */
    readonly name: string,
    readonly spec: JsonObject,
    /** Where it stands, and below that where what it extends stands. */
    private readonly layers: readonly [Layer, ...Layer[]],
  ) {}

  /** The folder of its file. */
  get folder(): string {
    return dirname(this.layers[0].file.path);
  }

  /** Something that no file says and that goes with this one, for instance the default network. */
  sibling(name: string): Part {
    return new Part(name, {}, this.layers);
  }

  /** For instance `services.web.build`. */
  key(...path: (string | number)[]): string {
    return [...this.layers[0].path, ...path].join(".");
  }

  /** `FILE:LINE` of one of its keys. */
  at(...path: (string | number)[]): string {
    const { file, path: own } = this.layerOf(path);
    return file.place([...own, ...path]);
  }

  /** An error about one of its keys. */
  problem(path: Path, message: string): CommandFailure {
    const { file, path: own } = this.layerOf(path);
    return file.problem([...own, ...path], message);
  }

  private layerOf([key]: Path): Layer {
    const has = ({ file, path }: Layer) => key !== undefined && file.has([...path, key]);
    return this.layers.find(has) ?? this.layers[0];
  }
}
