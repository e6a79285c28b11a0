import { posix } from "node:path";
import * as z from "zod";
import { declareResource } from "../protocol/declaration";

export const DEFAULT_MODE = "0444";
export const DEFAULT_OWNER = "0:0";
/** Limits of Linux: a name, and a path with some room for where the volume is mounted. */
const NAME_MAX_BYTES = 255;
const PATH_MAX_BYTES = 4000;
const ID_MAX = 4_294_967_294;

const path = z
  .string()
  .regex(/^(?!.*\.\.)[\w.-]+(\/[\w.-]+)*$/, "write the path relative to the volume, without ..")
  .max(PATH_MAX_BYTES, `a path has ${PATH_MAX_BYTES} characters at the most`)
  .refine((text) => text.split("/").every((name) => name.length <= NAME_MAX_BYTES), {
    message: `the name of a file or folder has ${NAME_MAX_BYTES} characters at the most`,
  })
  .refine((text) => posix.normalize(text) !== ".", "name a file");
const owner = z
  .string()
  .regex(/^\d+:\d+$/, `write the owner as UID:GID in numbers`)
  .refine((text) => text.split(":").every((id) => Number(id) <= ID_MAX), `an id is ${ID_MAX} at the most`);

const file = z
  .object({
    path: path.meta({
      description:
        "Where, relative to the volume: `etc/redis.conf`. Folders on the way are made; a folder there is never replaced.",
    }),
    content: z.string().meta({ description: "The text. A secret one stays secret in the state." }),
    mode: z
      .string()
      .regex(/^0?[0-7]{3}$/, `write the mode in octal, for instance "0444"`)
      .default(DEFAULT_MODE)
      .meta({ description: "The permissions in octal." }),
    owner: owner.default(DEFAULT_OWNER).meta({ description: "UID:GID in numbers, each up to 4294967294." }),
  })
  .strict()
  .meta({ id: "VolumeFile", description: "A file in a volume." });

export const volumeFiles = declareResource("VolumeFiles", {
  description:
    "Files in a volume, for containers with a read-only root: the Engine takes no `uploads` there, and unlike " +
    "environment variables nobody reads them with `docker inspect`.",
  inputs: {
    volume: z
      .string()
      .min(1, `"volume" is empty; give a volume's name`)
      .regex(/^[a-zA-Z0-9][\w.-]*$/, `write a volume's name: letters, digits, "_", "." and "-"`)
      .meta({
        description: "The volume's name. Another one replaces this resource.",
        takes: "VolumeRef",
        replaces: true,
      }),
    image: z
      .string()
      .min(1, `"image" is empty; give an image that the Engine has`)
      .regex(/^\w+(([.:@/+]|-+)\w+)*$/, "write an image's name or id")
      .meta({ description: "An image that the Engine has; a container of it reaches the volume and never runs." }),
    files: z
      .array(file)
      .min(1, `"files" is empty; give a file`)
      .meta({
        description:
          "The files, each path once, also among all resources that write into this volume. One that is left out later " +
          "is emptied, as all are when the resource goes: the Engine can write into a volume, not remove from it. What " +
          "somebody else has written there since stays.",
      }),
  },
  outputs: {
    version: z.string().meta({
      description: "Another one after each write: put it on a container's label to have the container replaced.",
    }),
    changedFiles: z.array(z.string()).meta({
      description:
        "Paths that were found missing, or with another content, mode or owner; the next update writes them again.",
    }),
  },
});
