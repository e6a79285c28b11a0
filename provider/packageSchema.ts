import components from "./componentSchema.json";
import schema from "./schema.json";

/** The whole schema: resources and functions, and the components. */
export const packageSchema = {
  ...schema,
  types: { ...components.types, ...schema.types },
  resources: { ...schema.resources, ...components.resources },
};
