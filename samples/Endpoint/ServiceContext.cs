using System.Text.Json.Serialization;
using Lmm;
using Microsoft.AspNetCore.Mvc;

namespace Endpoint;

/// <summary>The types that requests and answers have. A fit is named by its library type: what is generated for a model another generator does not see.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Measurement[]))]
[JsonSerializable(typeof(LinearMixedModelFit))]
[JsonSerializable(typeof(ModelFit))]
[JsonSerializable(typeof(ProblemDetails))]
internal sealed partial class ServiceContext : JsonSerializerContext;
