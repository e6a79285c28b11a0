package main

import (
	"encoding/json"
	"strings"

	"github.com/pulumi/pulumi-terraform-bridge/v3/pkg/tfbridge"
	shim "github.com/pulumi/pulumi-terraform-bridge/v3/pkg/tfshim"
	"github.com/pulumi/pulumi/sdk/v3/go/common/tokens"
)

type object map[string]any

// schemaOf writes the package schema that the released plugin ships as a file: YAML programs and SDK generators read it.
// The generator of the bridge would bring the documentation too, and some hundred modules with it.
func schemaOf(info tfbridge.ProviderInfo) []byte {
	types := object{}
	resources, functions := object{}, object{}
	for name, resource := range info.Resources {
		fields := info.P.ResourcesMap().Get(name).Schema()
		prefix := string(resource.Tok.Name())
		resources[string(resource.Tok)] = object{
			"inputProperties": properties(types, prefix, fields, resource.Fields, isInput),
			"requiredInputs":  required(fields, resource.Fields, func(field shim.Schema) bool { return field.Required() }),
			"properties":      properties(types, prefix, fields, resource.Fields, isAny),
			"required":        required(fields, resource.Fields, func(field shim.Schema) bool { return field.Required() || field.Computed() }),
		}
	}
	for name, source := range info.DataSources {
		fields := info.P.DataSourcesMap().Get(name).Schema()
		prefix := string(source.Tok.Name())
		functions[string(source.Tok)] = object{
			"inputs":  object{"type": "object", "properties": properties(types, prefix, fields, source.Fields, isInput)},
			"outputs": object{"type": "object", "properties": properties(types, prefix, fields, source.Fields, isAny)},
		}
	}
	config := properties(types, "Provider", info.P.Schema(), info.Config, isInput)
	text, err := json.Marshal(object{
		"name":      info.Name,
		"version":   info.Version,
		"meta":      object{"moduleFormat": "(.*)(?:/[^/]*)"},
		"config":    object{"variables": config},
		"provider":  object{"inputProperties": config, "properties": config},
		"types":     types,
		"resources": resources,
		"functions": functions,
	})
	if err != nil {
		panic(err) // maps of texts and maps always become JSON
	}
	return text
}

func isInput(field shim.Schema) bool { return field.Required() || field.Optional() }

func isAny(shim.Schema) bool { return true }

func properties(
	types object, prefix string, fields shim.SchemaMap, infos map[string]*tfbridge.SchemaInfo, wanted func(shim.Schema) bool,
) object {
	found := object{}
	fields.Range(func(name string, field shim.Schema) bool {
		if wanted(field) && field.Removed() == "" {
			pulumiName := tfbridge.TerraformToPulumiNameV2(name, fields, infos)
			described := typeOf(types, prefix+strings.ToUpper(pulumiName[:1])+pulumiName[1:], field, infos[name])
			if field.Sensitive() {
				described["secret"] = true
			}
			found[pulumiName] = described
		}
		return true
	})
	return found
}

func required(fields shim.SchemaMap, infos map[string]*tfbridge.SchemaInfo, wanted func(shim.Schema) bool) []string {
	names := []string{}
	fields.Range(func(name string, field shim.Schema) bool {
		if wanted(field) && field.Removed() == "" {
			names = append(names, tfbridge.TerraformToPulumiNameV2(name, fields, infos))
		}
		return true
	})
	return names
}

func typeOf(types object, name string, field shim.Schema, info *tfbridge.SchemaInfo) object {
	switch field.Type() {
	case shim.TypeBool:
		return object{"type": "boolean"}
	case shim.TypeInt:
		return object{"type": "integer"}
	case shim.TypeFloat:
		return object{"type": "number"}
	case shim.TypeMap:
		return object{"type": "object", "additionalProperties": object{"type": "string"}}
	case shim.TypeList, shim.TypeSet:
		items := itemsOf(types, name, field, info)
		if tfbridge.IsMaxItemsOne(field, info) {
			return items
		}
		return object{"type": "array", "items": items}
	default:
		return object{"type": "string"}
	}
}

func itemsOf(types object, name string, field shim.Schema, info *tfbridge.SchemaInfo) object {
	var element *tfbridge.SchemaInfo
	if info != nil {
		element = info.Elem
	}
	switch elem := field.Elem().(type) {
	case shim.Schema:
		return typeOf(types, name, elem, element)
	case shim.Resource:
		var infos map[string]*tfbridge.SchemaInfo
		if element != nil {
			infos = element.Fields
		}
		// A plural name's items are named after one of them, as in the released schema.
		if !tfbridge.IsMaxItemsOne(field, info) && strings.HasSuffix(name, "s") && !strings.HasSuffix(name, "ss") {
			name = strings.TrimSuffix(name, "s")
		}
		token := tokens.Type("docker:index/" + name + ":" + name)
		types[string(token)] = object{
			"type":       "object",
			"properties": properties(types, name, elem.Schema(), infos, isAny),
			"required":   required(elem.Schema(), infos, func(field shim.Schema) bool { return field.Required() }),
		}
		return object{"$ref": "#/types/" + string(token)}
	default:
		return object{"type": "string"}
	}
}
