import { CommandFailure } from "./Context";

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file or folder",
  EISDIR: "this is a folder, and a file is wanted",
  ENOTDIR: "a part of this path is a file, and a folder is wanted",
  EEXIST: "this is a file, and a folder is wanted",
  EACCES: "this user has no right to do that",
  EPERM: "this user has no right to do that",
  EROFS: "nothing can be written there",
  ENOSPC: "no space is left there",
};

/** Why a file could not be read or written, in a sentence. What is no fault of the file system says itself what it is. */
export function fileFailure(attempt: string, error: unknown): CommandFailure {
  const { code, message } = error as NodeJS.ErrnoException;
  const reason = REASONS[code ?? ""];
  return new CommandFailure(`${attempt}: ${reason === undefined ? message : `${reason} (${code ?? ""}).`}`);
}
