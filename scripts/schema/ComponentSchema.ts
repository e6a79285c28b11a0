import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { COMPONENTS } from "./components";
import { COMPANIONS, EXTRA_TYPES, INTEGERS, Json, TYPES, TYPESCRIPT_ONLY, UNIONS } from "./componentTypes";
import { described } from "./docComment";
import { examplesOf } from "./examples";

/** Reads the argument interfaces of the components, and writes them in the terms of Pulumi's package schema. */
export class ComponentSchema {
  private readonly interfaces = new Map<string, ts.InterfaceDeclaration>();
  private readonly aliases = new Map<string, ts.TypeAliasDeclaration>();
  readonly types: Json = { ...EXTRA_TYPES };

  constructor(folder: string) {
    for (const file of readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) =>
      name.endsWith(".ts"),
    )) {
      const source = ts.createSourceFile(file, readFileSync(join(folder, file), "utf8"), ts.ScriptTarget.ES2022, true);
      source.forEachChild((node) => {
        if (ts.isInterfaceDeclaration(node)) this.interfaces.set(node.name.text, node);
        if (ts.isTypeAliasDeclaration(node)) this.aliases.set(node.name.text, node);
      });
    }
  }

  /** Resources and types, to be laid beside those of schema.json. */
  written(): { readonly resources: Json; readonly types: Json } {
    this.known("Link", "links");
    const resources = Object.entries(COMPONENTS).map(([name, { args, description, outputs }]): [string, Json] => {
      const { properties, required } = this.propertiesOf(args, []);
      const component = {
        isComponent: true,
        description: description + examplesOf(name),
        inputProperties: properties,
        requiredInputs: required,
      };
      return [`dockwire:index:${name}`, { ...component, ...outputs }];
    });
    return { resources: Object.fromEntries(resources), types: this.types };
  }

  private propertiesOf(name: string, omitted: readonly string[]): { properties: Json; required: string[] } {
    const declaration = this.interfaces.get(name);
    if (!declaration) throw new Error(`there is no interface ${name} in components/`);
    const properties: Json = {};
    const required: string[] = [];
    for (const clause of declaration.heritageClauses?.flatMap(({ types }) => [...types]) ?? []) {
      const inherited = this.inherited(clause);
      Object.assign(properties, inherited.properties);
      required.push(...inherited.required);
    }
    for (const member of declaration.members.filter(ts.isPropertySignature)) {
      const key = member.name.getText();
      if (omitted.includes(key) || TYPESCRIPT_ONLY.has(key) || !member.type) continue;
      const type = UNIONS[`${name}.${key}`] ?? this.typeOf(member.type, key);
      properties[key] = { ...type, ...described(member) };
      Object.assign(properties, COMPANIONS[`${name}.${key}`] ?? COMPANIONS[key]);
      if (!member.questionToken) required.push(key);
    }
    const kept = Object.entries(properties).filter(([key]) => !omitted.includes(key));
    return { properties: Object.fromEntries(kept), required: required.filter((key) => !omitted.includes(key)) };
  }

  private inherited(clause: ts.ExpressionWithTypeArguments): { properties: Json; required: string[] } {
    const name = clause.expression.getText();
    const [base, keys] = clause.typeArguments ?? [];
    if (!["Omit", "Pick"].includes(name) || !base || !keys) return this.propertiesOf(name, []);
    if (name === "Omit") return this.propertiesOf(base.getText(), literals(keys));
    const { properties } = this.propertiesOf(base.getText(), []);
    const others = Object.keys(properties).filter((key) => !literals(keys).includes(key));
    return this.propertiesOf(base.getText(), others);
  }

  private typeOf(node: ts.TypeNode, key: string): Json {
    if (ts.isParenthesizedTypeNode(node) || ts.isTypeOperatorNode(node)) return this.typeOf(node.type, key);
    if (ts.isArrayTypeNode(node)) return { type: "array", items: this.typeOf(node.elementType, key) };
    if (ts.isUnionTypeNode(node)) return this.unionOf(node, key);
    if (ts.isMappedTypeNode(node) && node.type)
      return { type: "object", additionalProperties: this.typeOf(node.type, key) };
    if (ts.isTypeLiteralNode(node)) return this.named(capital(key), this.literalProperties(node));
    if (!ts.isTypeReferenceNode(node)) return this.known(node.getText(), key);
    const name = node.typeName.getText();
    const [first, second] = node.typeArguments ?? [];
    if ((name === "pulumi.Input" || name === "Readonly" || name === "Partial") && first) return this.typeOf(first, key);
    if (name === "Record" && second) return { type: "object", additionalProperties: this.typeOf(second, key) };
    if (name === "Omit" && first && second) {
      return this.named(settingsName(first.getText()), this.propertiesOf(first.getText(), literals(second)));
    }
    return this.known(name, key);
  }

  private known(name: string, key: string): Json {
    const simple = TYPES[name];
    if (simple) return name === "number" && INTEGERS.test(key) ? { type: "integer" } : simple;
    const alias = this.aliases.get(name);
    if (alias) return this.typeOf(alias.type, key);
    return this.named(name.replace(/Args$/, ""), this.propertiesOf(name, []));
  }

  /** `false` in a union stands for "none", which other languages write as 0 or as a flag. */
  private unionOf(node: ts.UnionTypeNode, key: string): Json {
    const chosen = UNIONS[key];
    if (chosen) return chosen;
    const types = node.types.filter((type) => !["undefined", "false", "true"].includes(type.getText()));
    if (types.every((type) => ts.isLiteralTypeNode(type) && ts.isStringLiteral(type.literal)))
      return { type: "string" };
    const [only, ...others] = types;
    if (only && others.length === 0) return this.typeOf(only, key);
    throw new Error(`"${key}" is a union that other languages cannot write: ${node.getText()}`);
  }

  private literalProperties(node: ts.TypeLiteralNode): { properties: Json; required: string[] } {
    const members = node.members.filter(ts.isPropertySignature);
    return {
      properties: Object.fromEntries(
        members.flatMap((member) => {
          const key = member.name.getText();
          return member.type ? [[key, { ...this.typeOf(member.type, key), ...described(member) }]] : [];
        }),
      ),
      required: members.filter(({ questionToken }) => !questionToken).map(({ name }) => name.getText()),
    };
  }

  private named(name: string, { properties, required }: { properties: Json; required: string[] }): Json {
    const token = `dockwire:index:${name}`;
    const logs =
      name === "Logs" ? { engineDefault: { type: "boolean", description: "Keeps the Engine's own settings." } } : {};
    this.types[token] = {
      type: "object",
      properties: { ...properties, ...logs },
      ...(required.length ? { required } : {}),
    };
    return { $ref: `#/types/${token}` };
  }
}

function literals(node: ts.TypeNode): string[] {
  return [...node.getText().matchAll(/"([^"]+)"/g)].map(([, key]) => key ?? "");
}

function settingsName(args: string): string {
  return args.replace(/Args$/, "Settings");
}

function capital(key: string): string {
  return key.slice(0, 1).toUpperCase() + key.slice(1);
}
