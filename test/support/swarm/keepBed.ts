import { claimBed, removeBed } from "./bedFolder";

/** The process that takes a bed away when its standard input ends: when the test says so, and when the test is killed. */
const [folder = ""] = process.argv.slice(2);
claimBed(folder);
process.stdin.resume().on("end", () => void removeBed(folder));
