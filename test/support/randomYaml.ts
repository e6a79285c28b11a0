import fc from "fast-check";
import { ALL, FOREIGN, isFree, OWN, PLAIN, present, type RandomAttachment, type RandomPlan } from "./randomYamlPlan";

const ALIASES = ["db", "cache", "main.db"];

/** An edit: which, of what, to what; numbers are taken modulo what there is. */
interface Choice {
  readonly edit: EditName;
  readonly of: number;
  readonly to: number;
}

/** What a person does to a container between two updates. */
export interface Hand {
  readonly does: "disconnect" | "strip" | "restart" | "stop";
  readonly of: number;
}

/** From one program to the next. */
export interface RandomStep {
  readonly hands: readonly Hand[];
  readonly edits: readonly Choice[];
  /** Which attachment is laid by itself first, with --target; none where there is none of that number. */
  readonly target: number;
  /** The program before it is tried with such a mistake first. */
  readonly mistake: "none" | "alias" | "connection";
}

type EditName = keyof typeof EDITS;
type Edit = (plan: RandomPlan, of: number, to: number) => RandomPlan;

const EDITS = {
  attach: (plan, of, to) => {
    const [container, network] = [pick(ALL, of), pick(present(plan), to)];
    const resource = `a${of}-${to}`;
    const isThere = plan.attachments.some((one) => one.resource === resource) || !isFree(plan, container, network);
    const made: RandomAttachment = { resource, container, network, aliases: [], refers: of, spelled: to % 2 === 0 };
    return isThere ? plan : { ...plan, attachments: [...plan.attachments, made] };
  },
  detach: (plan, of) => ({ ...plan, attachments: plan.attachments.filter((one) => one !== picked(plan, of)) }),
  rename: (plan, of, to) => {
    const resource = `r${of}-${to}`;
    if (plan.attachments.some((one) => one.resource === resource)) return plan;
    return change(plan, of, (one) => ({ resource, ...(to % 2 ? { formerly: known(one) } : {}) }));
  },
  parent: (plan, of, to) =>
    change(plan, of, (one) => ({ child: !one.child, ...(to % 2 ? { formerly: known(one) } : {}) })),
  fix: (plan, of) => change(plan, of, ({ network, fixed }) => (network === "back" ? { fixed: !fixed } : {})),
  refer: (plan, of, to) => change(plan, of, ({ spelled }) => ({ refers: to, spelled: !spelled })),
  move: (plan, of, to) => {
    const container = pick(ALL, to);
    return change(plan, of, ({ network }) => (isFree(plan, container, network) ? { container } : {}));
  },
  swap: (plan, of, to) => {
    const [a, b] = [picked(plan, of), picked(plan, to)];
    if (a?.network !== b?.network) return plan;
    const swapped = (one: RandomAttachment) => (one === a ? b : one === b ? a : one)?.container ?? one.container;
    return { ...plan, attachments: plan.attachments.map((one) => ({ ...one, container: swapped(one) })) };
  },
  alias: (plan, of, to) => give(plan, picked(plan, of), pick(ALIASES, to)),
  share: (plan, _of, to) => {
    const alias = pick(ALIASES, to);
    if (!plan.shared.includes(alias)) return { ...plan, shared: [...plan.shared, alias] };
    const shared = plan.shared.filter((one) => one !== alias);
    // The first on each network keeps it.
    const attachments = plan.attachments.map((one, i) => {
      const isFirst =
        plan.attachments.findIndex((each) => each.network === one.network && each.aliases.includes(alias)) === i;
      return isFirst ? one : { ...one, aliases: one.aliases.filter((its) => its !== alias) };
    });
    return { ...plan, shared, attachments };
  },
  network: (plan, of, to) => {
    const key = pick(present(plan), of);
    // Fixed addresses are within that of "back".
    const subnet = key === "back" ? 0 : to % 4 === 3 ? undefined : to % 4;
    const gateway = subnet !== undefined && to % 3 === 0 ? 254 : undefined;
    const mtu = to % 5 === 0 ? "1400" : undefined;
    const network = {
      subnet,
      gateway,
      mtu,
      internal: to % 7 < 2,
      label: pick([undefined, "a", "b"], to),
      ipv6: of % 3 === 0,
      pooled: subnet === undefined && of % 2 === 1,
      spelled: of % 2 === 0,
    };
    return { ...plan, networks: { ...plan.networks, [key]: network } };
  },
  spell: (plan, of) => {
    const key = pick(present(plan), of);
    const network = plan.networks[key] ?? PLAIN;
    return { ...plan, networks: { ...plan.networks, [key]: { ...network, spelled: !network.spelled } } };
  },
  side: (plan) => {
    const { side, ...others } = plan.networks;
    if (!side) return { ...plan, networks: { ...others, side: PLAIN } };
    return { ...plan, networks: others, attachments: plan.attachments.filter(({ network }) => network !== "side") };
  },
  redefine: (plan, of) => ({ ...plan, own: { ...plan.own, [pick(OWN, of)]: plan.own[pick(OWN, of)] + 1 } }),
  hold: (plan, of) => {
    const key = pick(OWN, of);
    const held = plan.held.includes(key) ? plan.held.filter((one) => one !== key) : [...plan.held, key];
    return { ...plan, held };
  },
} satisfies Record<string, Edit>;

const FREQUENT = ["attach", "attach", "alias", "alias", "alias", "network"] as const;

export const randomStep: fc.Arbitrary<RandomStep> = fc.record({
  hands: fc.array(fc.record({ does: fc.constantFrom("disconnect", "strip", "restart", "stop"), of: fc.nat(99) }), {
    maxLength: 2,
  }),
  edits: fc.array(
    fc.record({
      edit: fc.constantFrom(...FREQUENT, ...(Object.keys(EDITS) as EditName[])),
      of: fc.nat(99),
      to: fc.nat(99),
    }),
    { minLength: 1, maxLength: 6 },
  ),
  target: fc.nat(9),
  mistake: fc.constantFrom("none", "none", "alias", "connection"),
});

export function edited(plan: RandomPlan, { edits }: RandomStep): RandomPlan {
  const attachments = plan.attachments.map((one) => ({ ...one, formerly: undefined }));
  const start: RandomPlan = { ...plan, attachments };
  return edits.reduce((current, { edit, of, to }) => EDITS[edit](current, of, to), start);
}

/** The plan with two resources in conflict, and what the refusal says; undefined where it has nothing to be in conflict with. */
export function mistaken(plan: RandomPlan, { mistake }: RandomStep): { plan: RandomPlan; says: RegExp } | undefined {
  const wrong = (other: Partial<RandomAttachment>, one?: RandomAttachment) =>
    one && {
      ...plan,
      attachments: [
        ...plan.attachments,
        { ...one, resource: "mistake", formerly: undefined, refers: one.refers + 1, ...other },
      ],
    };
  if (mistake === "connection") {
    const conflict = wrong({ aliases: [] }, plan.attachments[0]);
    return conflict && { plan: conflict, says: /both connect container/ };
  }
  // "sharedAliases" is about all aliases of an attachment.
  const isExclusive = ({ aliases }: RandomAttachment) =>
    aliases.length > 0 && !aliases.some((alias) => plan.shared.includes(alias));
  const holder = plan.attachments.find(isExclusive);
  const other = holder && FOREIGN.find((container) => isFree(plan, container, holder.network));
  const conflict = mistake === "alias" && other ? wrong({ container: other }, holder) : undefined;
  return conflict && { plan: conflict, says: /is what attachment ".*" calls another container/ };
}

/** Gives an attachment the alias, or takes it away if it has it; whoever may not share it loses it. */
function give(plan: RandomPlan, to: RandomAttachment | undefined, alias: string): RandomPlan {
  if (!to) return plan;
  const without = (one: RandomAttachment) => one.aliases.filter((its) => its !== alias);
  const attachments = plan.attachments.map((one) => {
    if (one === to) return { ...one, aliases: one.aliases.includes(alias) ? without(one) : [...one.aliases, alias] };
    return one.network !== to.network || plan.shared.includes(alias) ? one : { ...one, aliases: without(one) };
  });
  return { ...plan, attachments };
}

function change(plan: RandomPlan, of: number, to: (one: RandomAttachment) => Partial<RandomAttachment>): RandomPlan {
  const one = picked(plan, of);
  return { ...plan, attachments: plan.attachments.map((each) => (each === one ? { ...each, ...to(each) } : each)) };
}

/** What the state has: of an attachment that was renamed before in this step, its first name. */
function known(one: RandomAttachment): RandomAttachment["formerly"] {
  return one.formerly ?? { resource: one.resource, child: one.child };
}

function picked({ attachments }: RandomPlan, at: number): RandomAttachment | undefined {
  return attachments[at % Math.max(1, attachments.length)];
}

function pick<T>(list: readonly T[], at: number): T {
  return list[at % list.length];
}
