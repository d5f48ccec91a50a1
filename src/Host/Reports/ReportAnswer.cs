using Labelwise.Grains.Quality.Surveys;
using Labelwise.Host.Statistics;
using Labelwise.Host.Versions;

namespace Labelwise.Host.Reports;

/// <summary>What a quality manager sends to a customer: what, how many, by whom, how good and how that is known.</summary>
/// <param name="Version">Null of the project as it stands.</param>
/// <param name="At">When the report was made.</param>
/// <param name="AsOf">What was answered until then is in what it says of people and agreement; null before the first survey.</param>
/// <param name="Complete">False while parts of a large project were still being read.</param>
/// <param name="Expected">Expected accuracy of the set.</param>
/// <param name="Foretold">Whether posteriors mean what they say, over the whole project; null before opinions contradicted each other.</param>
/// <param name="Judged">The same by reviewers and audits.</param>
/// <param name="Properties">Agreement on what is asked beside the class.</param>
/// <param name="Findings">Labels that look wrong, by kind.</param>
public sealed record ReportAnswer(
    string Project, ReportVersion? Version, DateTimeOffset At, DateTimeOffset? AsOf, bool Complete, ReportCounts Counts,
    IReadOnlyList<ClassCount> Classes, SetConfidenceAnswer Expected, ReportCertificate Certificate, ClassAgreement? Agreement,
    ObjectAgreement? Objects, IReadOnlyList<ReportPerson> People, LicencesAnswer Licences, ForetoldAnswer? Foretold, JudgedAnswer Judged, IReadOnlyDictionary<string, int> Findings,
    IReadOnlyList<PropertyAgreement> Properties);

/// <param name="Root">The Merkle root over the version's content: whoever has a copy can check it.</param>
public sealed record ReportVersion(int Number, string Name, string Root, DateTimeOffset SealedAt, IReadOnlyDictionary<string, int> Splits);

/// <param name="Samples">Of the project, or of the version.</param>
public sealed record ReportCounts(int Samples, int Decided, int ByPeople, int ByModel, int ByReviewer, int Answers);

/// <summary>What the model may decide, and on what proof.</summary>
public sealed record ReportCertificate(string State, string Message, double MaxError, double Confidence, double? Bound, int Audits, int Errors, double? Threshold);

/// <param name="Name">A name, or a pseudonym.</param>
/// <param name="Accuracy">By everything that is known; null while nobody else has a word on their answers.</param>
/// <param name="Consensus">Against what everybody else says.</param>
/// <param name="Known">Where the answer was known; null where nobody was handed such a task.</param>
/// <param name="Classes">How often they name a class where it is the truth, by all opinions weighed together; null before they were.</param>
/// <param name="CharacterErrorRate">Of their texts, beside what reviewers accepted.</param>
/// <param name="Shapes">What they drew beside what stands; null where nothing is drawn.</param>
public sealed record ReportPerson(
    string Name, int Answers, double? Accuracy, double[]? AccuracyInterval, ShareView? Consensus, ShareView? Reviews, double? MedianActiveMs, PersonShapes? Shapes,
    ShareView? Known = null, double? CharacterErrorRate = null, IReadOnlyList<ClassRight>? Classes = null);
