import { spawn } from "node:child_process";
import { Duplex } from "node:stream";

/** A connection to the Engine of another machine through its `docker system dial-stdio`, as the docker command makes it. */
export function sshConnection(host: string): Duplex {
  const { username, hostname, port, pathname } = new URL(host);
  if (!hostname || pathname.length > 1) throw new Error(`"${host}" is malformed: one looks like ssh://user@machine:22`);
  const login = [...(username ? ["-l", decodeURIComponent(username)] : []), ...(port ? ["-p", port] : [])];
  const args = ["-o", "BatchMode=yes", "-o", "ConnectTimeout=10", "-T", ...login, "--", hostname];
  const ssh = spawn("ssh", [...args, "docker", "system", "dial-stdio"], { stdio: "pipe" });
  const stream = new Duplex({
    read: () => ssh.stdout.resume(),
    write: (chunk: Buffer, _encoding, done) => ssh.stdin.write(chunk, () => done()),
    final: (done) => ssh.stdin.end(() => done()),
    destroy: (error, done) => {
      ssh.kill();
      done(error);
    },
  });
  let complaint = "";
  ssh.stdin.on("error", () => undefined); // what ssh says on its way out tells more
  ssh.stdout.on("data", (chunk: Buffer) => {
    if (!stream.push(chunk)) ssh.stdout.pause();
  });
  ssh.stderr.setEncoding("utf8").on("data", (text: string) => (complaint += text));
  ssh.once("error", (error) => stream.destroy(new Error(`ssh did not start: ${error.message}`)));
  ssh.once("close", (code) => {
    if (code) stream.destroy(new Error(`ssh ended with exit code ${code}: ${complaint.trim().replace(/\.$/, "")}`));
    else stream.push(null);
  });
  return stream;
}
