using Microsoft.OpenApi;
using Service.Rows;

namespace Service.Description;

/// <summary>The OpenAPI document.</summary>
internal static class DescriptionServices
{
    /// <summary>Adds it.</summary>
    public static void AddDescription(this IServiceCollection services)
        => services.AddOpenApi(static document =>
        {
            document.AddDocumentTransformer(static (document, _, _) =>
            {
                document.Info.Title = "Fits of a mixed model";
                document.Info.Description = "Fits Reaction ~ Days + (Days | Subject) to rows in JSON or CSV. The answers are results of the library Lmm in its JSON.";
                return Task.CompletedTask;
            });
            document.AddSchemaTransformer(static (schema, context, _) =>
            {
                if (AnswerSchemas.Of(context.JsonTypeInfo.Type) is { } answer)
                {
                    (schema.Type, schema.Description) = (answer.Type, answer.Description);
                    (schema.Properties, schema.Required, schema.AdditionalPropertiesAllowed) = (answer.Properties, answer.Required, answer.AdditionalPropertiesAllowed);
                }

                return Task.CompletedTask;
            });
            document.AddOperationTransformer(static (operation, _, _) =>
            {
                if (operation.RequestBody?.Content is { } content && content.TryGetValue(PostedRows.Csv, out OpenApiMediaType? text))
                {
                    text.Schema = new OpenApiSchema { Type = JsonSchemaType.String, Description = "A header with the names Reaction, Days and Subject, then a line per row." };
                }

                return Task.CompletedTask;
            });
        });
}
