interface Palette {
  readonly page: string;
  readonly ink: string;
  readonly soft: string;
  readonly area: string;
  readonly edge: string;
  readonly box: string;
  readonly line: string;
  readonly ok: string;
  readonly bad: string;
  readonly wait: string;
}

const LIGHT: Palette = {
  page: "#ffffff",
  ink: "#1c2733",
  soft: "#5b6b7b",
  area: "#f1f5f9",
  edge: "#b6c2cf",
  box: "#ffffff",
  line: "#3b6ea8",
  ok: "#1a7f37",
  bad: "#c4281c",
  wait: "#9a6700",
};

const DARK: Palette = {
  page: "#0f1419",
  ink: "#e4eaf0",
  soft: "#97a6b5",
  area: "#182029",
  edge: "#42505e",
  box: "#202b36",
  line: "#78aae6",
  ok: "#4ac26b",
  bad: "#ff7b72",
  wait: "#d8a52a",
};

/** Plain rules without variables: image viewers that are no browsers know no others. */
function colours({ page, ink, soft, area, edge, box, line, ok, bad, wait }: Palette): string {
  const changed = (name: string, colour: string) =>
    `.${name}>rect,.${name}>.line{stroke:${colour}}.${name}>.name,.${name}>.alias{fill:${colour}}`;
  return [
    `.page{fill:${page}}text{fill:${ink}}.facts,.port{fill:${soft}}.guest{fill:${line}}`,
    `.network>rect{fill:${area};stroke:${edge}}.container>rect{fill:${box};stroke:${edge}}`,
    `.connection>.line{stroke:${line}}.connection>rect{fill:${page};stroke:${line}}.head{fill:${line};fill:context-stroke}.use>.line{stroke:${soft}}`,
    `.ok{fill:${ok}}.bad{fill:${bad}}.wait{stroke:${wait}}.none,.off{stroke:${soft}}`,
    changed("added", ok) + changed("removed", bad) + changed("changed", wait),
  ].join("");
}

const SHAPES = [
  `svg{font:12px ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace}`,
  `.name{font-weight:600}.network>.name{font-size:13px}.alias{text-anchor:middle}`,
  `.network.internal>rect{stroke-dasharray:7 4}.container.stopped>rect,.container.planned>rect{stroke-dasharray:4 3}`,
  `.connection>.line,.use>.line{fill:none;stroke-width:1.5;marker-end:url(#end)}.use>.line{stroke-dasharray:5 4}.mark{stroke-width:2}.wait,.off{fill:none}`,
  `.wait{stroke-dasharray:3 2}.added>rect,.removed>rect,.changed>rect,.added>.line,.removed>.line,.changed>.line{stroke-width:2}`,
  `.removed>rect,.removed>.line{stroke-dasharray:3 3}`,
].join("");

/** For SVG documents and pages alike. */
export const PICTURE_STYLE = `${SHAPES}${colours(LIGHT)}@media(prefers-color-scheme:dark){${colours(DARK)}}`;
