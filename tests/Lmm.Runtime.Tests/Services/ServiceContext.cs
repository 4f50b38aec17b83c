using System.Text.Json.Serialization;

namespace Lmm.Tests.Services;

/// <summary>What a service answers with.</summary>
internal sealed record Answer(string Id, LinearMixedModelFit Fit, ResultTable Table);

/// <summary>A context as a service writes it: it knows the library's types, and cannot know generated ones.</summary>
[JsonSerializable(typeof(Answer))]
[JsonSerializable(typeof(LinearModelFit))]
[JsonSerializable(typeof(ModelFit))]
internal sealed partial class ServiceContext : JsonSerializerContext;
