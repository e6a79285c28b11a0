import { useState } from "preact/hooks";
import { visible } from "../../topology/drawing/escaped";
import type { ShellCommand } from "./commands";

/** A line for a shell, to be copied. */
export function CommandLine({ what, line }: ShellCommand) {
  const [isCopied, setCopied] = useState(false);
  const copy = () => {
    void navigator.clipboard.writeText(line).then(() => setCopied(true));
  };
  return (
    <div class="command">
      <p>{what}</p>
      <code>{visible(line)}</code>
      <button type="button" onClick={copy} aria-label={`Copy: ${what}`}>
        {isCopied ? "Copied" : "Copy"}
      </button>
    </div>
  );
}
