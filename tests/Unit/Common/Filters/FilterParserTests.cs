using System.Globalization;
using TaskFlow.Application.Common.Filters;
using TaskFlow.Domain.Common;
using TaskFlow.Domain.Projects;
using TaskFlow.Domain.Tasks;
using static TaskFlow.Application.Common.Filters.FilterTerm;

namespace TaskFlow.Unit.Common.Filters;

public sealed class FilterParserTests
{
    public static TheoryData<string, FilterTerm[]> Filters =>
        new()
        {
            {
                "status:started assignee:me due<2026-12-01 label:bug words",
                [
                    new Named(FilterKey.Status, "started", 7),
                    new AssignedToMe(),
                    new OnDay(FilterKey.Due, Comparison.Below, new DateOnly(2026, 12, 1)),
                    new Named(FilterKey.Label, "bug", 48),
                    new Text("words"),
                ]
            },
            { "", [] },
            { " \t\n ", [] },
            { "label:\"needs review\"", [new Named(FilterKey.Label, "needs review", 7)] },
            { "\"a phrase\" more", [new Text("a phrase"), new Text("more")] },
            { "\"say \\\"hi\\\" \\\\ \\n\"", [new Text("say \"hi\" \\ \\n")] },
            { "\"status:started\"", [new Text("status:started")] },
            { "LABEL:Bug Assignee:ME", [new Named(FilterKey.Label, "Bug", 6), new AssignedToMe()] },
            { "label:none assignee:\"none\"", [new Without(FilterKey.Label), new Named(FilterKey.Assignee, "none", 21)] },
            { "assignee:\"me\"", [new Named(FilterKey.Assignee, "me", 10)] },
            { "category:done", [new InCategory(StatusCategory.Done)] },
            { "priority:none", [new OfPriority(Comparison.Is, TaskPriority.None)] },
            { "priority>=high", [new OfPriority(Comparison.AtLeast, TaskPriority.High)] },
            { "estimate<=2.5 estimate:none", [new Estimated(Comparison.AtMost, 2.5m), new Without(FilterKey.Estimate)] },
            {
                "updated>2026-01-01 created=2026-01-02",
                [On(FilterKey.Updated, Comparison.Above, 1), On(FilterKey.Created, Comparison.Is, 2)]
            },
            {
                "parent:WEB-42 milestone:\"Release 2\"",
                [new Named(FilterKey.Parent, "WEB-42", 7), new Named(FilterKey.Milestone, "Release 2", 25)]
            },
            { "12:30 C++ <b> - 5\" a-b:c 見積", [.. "12:30 C++ <b> - 5\" a-b:c 見積".Split(' ').Select(word => new Text(word))] },
            { "\"\" \" \"", [] },
        };

    [Theory]
    [MemberData(nameof(Filters))]
    public void Parse_WhatTheGrammarAllows(string filter, FilterTerm[] expected) =>
        FilterParser.Parse(filter).Value.Terms.Should().Equal(expected);

    [Theory]
    [InlineData("lable:bug", "unknown_key", "lable", 0, "Known: status, category, assignee")]
    [InlineData("words -label:bug", "unknown_key", "-label", 6, "no word of a filter")]
    [InlineData("see http://host", "unknown_key", "http", 4, "write \"http://host\"")]
    [InlineData("due<soon", "not_allowed", "due<soon", 0, "a day such as 2026-12-01, or none")]
    [InlineData("due<2026-02-30", "not_allowed", "due<2026-02-30", 0, "a day")]
    [InlineData("created:none", "not_allowed", "created:none", 0, "a day such as 2026-12-01.")]
    [InlineData("a priority:1", "not_allowed", "priority:1", 2, "none, low, medium, high, urgent")]
    [InlineData("priority:low,high", "not_allowed", "priority:low,high", 0, "none, low")]
    [InlineData("category:open", "not_allowed", "category:open", 0, "backlog, unstarted, started, done, canceled")]
    [InlineData("estimate:-1", "not_allowed", "estimate:-1", 0, "a number")]
    [InlineData("label<bug", "operator", "label<bug", 0, "label:bug")]
    [InlineData("label:", "missing_value", "label:", 0, "label:bug")]
    [InlineData("x label: bug", "missing_value", "label:", 2, "label:bug")]
    [InlineData("label:\"\"", "missing_value", "label:\"\"", 0, "label:bug")]
    [InlineData("a label:\"bug", "quote", "label:\"bug", 2, "closing quote is missing")]
    [InlineData("\"", "quote", "\"", 0, "closing quote is missing")]
    [InlineData("label:\"bug\"x", "quote", "label:\"bug\"x", 0, "After a closing quote")]
    [InlineData("a\0b", "nul_character", "", 1, "U+0000")]
    public void Parse_WhatItDoesNotAllow_NamesWordPlaceAndRemedy(string filter, string code, string word, int position, string remedy)
    {
        var (terms, errors) = FilterParser.Read(filter);

        var error = errors.Should().ContainSingle().Subject;
        (error.Code, error.Word, error.Position).Should().Be((code, word, position));
        error.Message.Should().Contain(remedy);
        terms.OfType<Named>().Should().BeEmpty();
    }

    [Fact]
    public void Parse_SeveralFaults_AllAreNamed()
    {
        var refusal = FilterParser.Parse("lable:bug status:started due<soon").Refusal!;

        refusal.Code.Should().Be(ErrorCodes.ValidationFailed);
        var errors = (IEnumerable<FieldError>)refusal.Details!["errors"]!;
        errors.Select(e => (e.Parameter, e.Code)).Should().Equal(("filter", "unknown_key"), ("filter", "not_allowed"));
    }

    [Fact]
    public void Parse_TooMuch_IsRefused()
    {
        FilterParser.Read(new string('x', FilterParser.MaxLength)).Errors.Should().BeEmpty();
        FilterParser.Read(new string('x', FilterParser.MaxLength + 1)).Errors.Should().ContainSingle().Which.Code.Should().Be("too_long");
        FilterParser.Read(string.Join(' ', Enumerable.Repeat("x", FilterParser.MaxTerms))).Errors.Should().BeEmpty();
        var error = FilterParser
            .Read(string.Join(' ', Enumerable.Repeat("x", FilterParser.MaxTerms + 1)))
            .Errors.Should()
            .ContainSingle()
            .Subject;
        (error.Code, error.Position).Should().Be(("too_many", 2 * FilterParser.MaxTerms));
    }

    [Fact]
    public void Parse_AnyText_AnswersTermsOrErrorsInsideIt()
    {
        var seed = Random.Shared.Next();
        var random = new Random(seed);
        string[] pieces =
        [
            .. Enum.GetNames<FilterKey>(),
            .. ":|=|<|<=|>|>=|\"|\\| |  |\t|none|me|2026-12-01|high|started|1.5|-|_|x|\0|\ud83d|\ude00|é|見|İ|<<|::|'|%|\u00a0|\u2028".Split(
                '|'
            ),
        ];
        var (understood, refused) = (0, 0);
        for (var i = 0; i < 200_000; i++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(12)).Select(_ => pieces[random.Next(pieces.Length)]));
            if (i % 4 == 0)
                text = string.Concat(Enumerable.Range(0, random.Next(40)).Select(_ => (char)random.Next(i % 8 == 0 ? 128 : 65_536)));
            var because = string.Create(CultureInfo.InvariantCulture, $"seed {seed}, text {i}: {text}");
            var (terms, errors) = FilterParser.Read(text);

            if (errors.Any(e => e.Position < 0 || e.Position >= text.Length || e.Message.Length == 0))
                Assert.Fail($"{because}: {errors[0]}");
            if (terms.OfType<Named>().Any(n => n.Position >= text.Length || n.Name.Length == 0))
                Assert.Fail(because);
            if (terms.Count == 0 && errors.Count == 0 && text.Any(char.IsLetterOrDigit))
                Assert.Fail($"{because}: something was dropped without a word");
            understood += terms.Count;
            refused += errors.Count;
        }

        understood.Should().BeGreaterThan(50_000);
        refused.Should().BeGreaterThan(50_000);
    }

    private static OnDay On(FilterKey key, Comparison comparison, int day) => new(key, comparison, new DateOnly(2026, 1, day));
}
