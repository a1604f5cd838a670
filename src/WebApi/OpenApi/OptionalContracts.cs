using System.Text.Json;
using Swashbuckle.AspNetCore.SwaggerGen;
using TaskFlow.Application.Activities;
using TaskFlow.Application.Common;
using TaskFlow.WebApi.Http;

namespace TaskFlow.WebApi.OpenApi;

/// <summary>Describes our JSON converters' types as what they are on the wire.</summary>
internal sealed class OptionalContracts : ISerializerDataContractResolver
{
    private readonly JsonSerializerDataContractResolver inner = new(Json.Options);

    public DataContract GetDataContractForType(Type type)
    {
        if (type == typeof(StoredJson) || type == typeof(JsonElement))
            return DataContract.ForDynamic(type);
        return inner.GetDataContractForType(
            type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Optional<>) ? type.GetGenericArguments()[0] : type
        );
    }
}
