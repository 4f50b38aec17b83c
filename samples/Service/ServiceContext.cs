using System.Text.Json.Serialization;
using Lmm;
using Microsoft.AspNetCore.Mvc;
using Service.Rows;

namespace Service;

/// <summary>The types that requests and answers have. Results are named by their library types: what is generated for a model another generator does not see.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, PropertyNameCaseInsensitive = true, AllowDuplicateProperties = false)]
[JsonSerializable(typeof(PostedTrial))]
[JsonSerializable(typeof(Trial[]))]
[JsonSerializable(typeof(LinearMixedModelFit))]
[JsonSerializable(typeof(FixedEffectsTests))]
[JsonSerializable(typeof(AnovaTable))]
[JsonSerializable(typeof(MarginalMeansTable))]
[JsonSerializable(typeof(ProblemDetails))]
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(long))]
internal sealed partial class ServiceContext : JsonSerializerContext;
