// Turns a vega-lite specification on standard input into an SVG on standard output. The two libraries are ES modules
// only, so they live in a process of their own.
import { text } from "node:stream/consumers";
import * as vega from "vega";
import { compile } from "vega-lite";

const { spec } = compile(JSON.parse(await text(process.stdin)));
const view = new vega.View(vega.parse(spec), { renderer: "none" });
process.stdout.write(await view.toSVG());
