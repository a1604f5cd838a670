using System.Collections.Concurrent;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace TaskFlow.Architecture.Support;

/// <summary>The compiled layers as Mono.Cecil reads them. What a closure or state machine does counts as done by the type around it.</summary>
internal static class Code
{
    public static readonly IReadOnlyList<string> Layers = ["Domain", "Application", "Infrastructure", "Workers", "WebApi"];

    private static readonly ConcurrentDictionary<string, AssemblyDefinition> Loaded = new(StringComparer.Ordinal);

    public static AssemblyDefinition Layer(string name) =>
        Loaded.GetOrAdd(name, layer => AssemblyDefinition.ReadAssembly(Path.Combine(AppContext.BaseDirectory, $"TaskFlow.{layer}.dll")));

    public static IEnumerable<TypeDefinition> TypesOf(string layer) => Layer(layer).MainModule.Types.SelectMany(WithNested);

    public static IEnumerable<TypeDefinition> AllTypes() => Layers.SelectMany(TypesOf);

    /// <summary>The type a person wrote.</summary>
    public static TypeDefinition Outermost(this TypeDefinition type) => type.DeclaringType is { } outer ? outer.Outermost() : type;

    public static IEnumerable<Instruction> Instructions(this TypeDefinition type) =>
        type.Methods.Where(m => m.HasBody).SelectMany(m => m.Body.Instructions);

    public static IEnumerable<MethodReference> Calls(this TypeDefinition type) =>
        type.Instructions().Select(i => i.Operand).OfType<MethodReference>();

    /// <summary>Full names of all types that the type names in its members or code, generic arguments included.</summary>
    public static HashSet<string> References(this TypeDefinition type)
    {
        var named = new List<TypeReference?> { type.BaseType };
        named.AddRange(type.Interfaces.Select(i => i.InterfaceType));
        named.AddRange(type.Fields.Select(f => f.FieldType));
        named.AddRange(type.CustomAttributes.Select(a => a.AttributeType));
        foreach (var method in type.Methods)
        {
            named.Add(method.ReturnType);
            named.AddRange(method.Parameters.Select(p => p.ParameterType));
            if (!method.HasBody)
                continue;
            named.AddRange(method.Body.Variables.Select(v => v.VariableType));
            foreach (var operand in method.Body.Instructions.Select(i => i.Operand))
                named.AddRange(Of(operand));
        }

        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var reference in named)
            Collect(reference, names);
        return names;
    }

    private static IEnumerable<TypeReference?> Of(object? operand) =>
        operand switch
        {
            GenericInstanceMethod method => [.. method.GenericArguments, method.DeclaringType, method.ReturnType],
            MethodReference method => [method.DeclaringType, method.ReturnType, .. method.Parameters.Select(p => p.ParameterType)],
            FieldReference field => [field.DeclaringType, field.FieldType],
            TypeReference type => [type],
            _ => [],
        };

    private static void Collect(TypeReference? reference, HashSet<string> names)
    {
        switch (reference)
        {
            case null or GenericParameter:
                return;
            case GenericInstanceType generic:
                names.Add(generic.ElementType.FullName);
                foreach (var argument in generic.GenericArguments)
                    Collect(argument, names);
                return;
            case TypeSpecification wrapped:
                Collect(wrapped.ElementType, names);
                return;
            default:
                names.Add(reference.FullName);
                return;
        }
    }

    private static IEnumerable<TypeDefinition> WithNested(TypeDefinition type) => [type, .. type.NestedTypes.SelectMany(WithNested)];
}
