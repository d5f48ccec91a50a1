using System.Text.Json.Serialization;
using Labelwise.Domain.Models;
using Labelwise.Grains.Ports;

namespace Labelwise.Inference.Isolated;

/// <summary>What goes between the processes as JSON.</summary>
[JsonSerializable(typeof(ModelCard)), JsonSerializable(typeof(ModelRuntime)), JsonSerializable(typeof(ModelRefusal))]
sealed partial class IsolatedJson : JsonSerializerContext;
