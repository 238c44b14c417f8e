const text = { type: "string", minLength: 1 }
const object = (properties: Record<string, unknown>, required: string[] = []) => ({
  type: "object",
  properties,
  required,
  additionalProperties: false,
})

const mediaTypes = {
  type: "object",
  minProperties: 1,
  propertyNames: { pattern: "^[a-z]+/[a-z0-9.+-]+$" },
  additionalProperties: object({ schema: { $ref: "#/$defs/schema" } }, ["schema"]),
}

/**
 * What OpenAPI 3.1.1 demands of a document, for the parts of it that ours uses: any other key is a fault. Written from the
 * text of the specification.
 */
export const OPENAPI = {
  $schema: "https://json-schema.org/draft/2020-12/schema",
  ...object(
    {
      openapi: { type: "string", pattern: "^3\\.1\\.\\d+$" },
      info: object(
        {
          title: text,
          version: text,
          summary: text,
          description: text,
          license: object({ name: text, identifier: text }, ["name"]),
        },
        ["title", "version"],
      ),
      jsonSchemaDialect: { type: "string", format: "uri" },
      servers: {
        type: "array",
        minItems: 1,
        items: object({ url: { type: "string", format: "uri-reference" } }, ["url"]),
      },
      tags: { type: "array", uniqueItems: true, items: object({ name: text, description: text }, ["name"]) },
      paths: {
        type: "object",
        propertyNames: { pattern: "^/" },
        additionalProperties: object({ get: { $ref: "#/$defs/operation" } }, ["get"]),
      },
      components: object({
        schemas: {
          type: "object",
          propertyNames: { pattern: "^[a-zA-Z0-9._-]+$" },
          additionalProperties: { $ref: "#/$defs/schema" },
        },
      }),
    },
    ["openapi", "info", "paths"],
  ),
  $defs: {
    schema: { $ref: "https://json-schema.org/draft/2020-12/schema" },
    operation: object(
      {
        operationId: { type: "string", pattern: "^[a-z][A-Za-z]*$" },
        tags: { type: "array", items: text, minItems: 1 },
        summary: text,
        description: text,
        parameters: { type: "array", minItems: 1, items: { $ref: "#/$defs/parameter" } },
        responses: {
          type: "object",
          minProperties: 1,
          propertyNames: { pattern: "^([1-5][0-9][0-9]|default)$" },
          additionalProperties: object({ description: text, content: mediaTypes }, ["description"]),
        },
      },
      ["operationId", "responses"],
    ),
    parameter: {
      ...object(
        {
          name: text,
          in: { enum: ["path", "query"] },
          required: { type: "boolean" },
          description: text,
          style: { const: "form" },
          explode: { type: "boolean" },
          schema: { $ref: "#/$defs/schema" },
        },
        ["name", "in", "schema"],
      ),
      if: { properties: { in: { const: "path" } } },
      // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
      then: { properties: { required: { const: true } }, required: ["required"] },
    },
  },
}
