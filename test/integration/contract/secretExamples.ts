import type { Example } from "./Example";

export const password: Example = {
  resource: "Password",
  inputs: () => ({ triggers: ["1"] }),
  defaults: (world) => ({ ...password.inputs(world), length: 32 }),
  open: [],
  edit: () => ({ triggers: ["2"] }),
  imported: { refused: /cannot be imported/ },
  marked: (mark) => ({ triggers: [mark] }),
  public: [],
};

export const certificate: Example = {
  resource: "Certificate",
  inputs: () => ({ names: ["contract.example", "127.0.0.1"] }),
  defaults: (world) => ({ ...certificate.inputs(world), validityDays: 825, renewBeforeDays: 30 }),
  open: [],
  edit: () => ({ names: ["other.example", "127.0.0.1"] }),
  imported: { refused: /cannot be imported/ },
  marked: (mark) => ({ names: [`m${mark}.example`] }),
  public: [],
};
