/* global document, MutationObserver, window */
// Runs in the live page: notes the moment at which a change is in its list, and a line in its picture or gone from it.
(() => {
  const notes = [];
  const listed = new WeakSet();
  let drawn = new Set();

  const look = () => {
    const at = Date.now();
    // The latest is the first.
    for (const line of document.querySelectorAll(".history li")) {
      if (listed.has(line)) break;
      listed.add(line);
      notes.push({ where: "list", what: line.querySelector("button, span").textContent, at });
    }
    const keys = [...document.querySelectorAll("main svg [data-key]")].map(({ dataset }) => dataset.key);
    const now = new Set(keys.filter((key) => key.startsWith("connection\n")));
    for (const key of now) if (!drawn.has(key)) notes.push({ where: "picture", what: `+${key}`, at });
    for (const key of drawn) if (!now.has(key)) notes.push({ where: "picture", what: `-${key}`, at });
    drawn = now;
  };

  look();
  notes.length = 0;
  new MutationObserver(look).observe(document.body, { childList: true, subtree: true });
  window.takeNotes = () => notes.splice(0);
  window.drawnNow = () => [...drawn];
})();
