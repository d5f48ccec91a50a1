using System.Security.Cryptography;
using System.Text;

namespace Labelwise.Host.Reports;

/// <summary>How reports look, on screen and on paper. The page's policy names it by its hash and allows no other.</summary>
static class ReportStyle
{
    public const string Css = """
        :root{color-scheme:light dark}body{font:15px/1.5 system-ui,sans-serif;color:#1b1f24;background:#fff;max-width:60rem;margin:2rem auto;padding:0 1.5rem}
        h1{font-size:1.7rem;margin:0 0 .2rem}h2{font-size:1.15rem;margin:2rem 0 .5rem;border-bottom:1px solid #d0d7de}h3{font-size:1rem;margin:1.2rem 0 .3rem}p{margin:.4rem 0}small{font-size:.8em}.quiet{color:#57606a}
        table{border-collapse:collapse;width:100%;margin:.5rem 0}th,td{text-align:left;padding:.3rem .6rem;border-bottom:1px solid #eaeef2;vertical-align:top}
        th{font-weight:600}td.who{min-width:5.5rem}.rights{line-height:1.25;table-layout:fixed}.rights td,.rights th{padding:.25rem .2rem;overflow-wrap:anywhere}.rights th{font-size:.85em}.rights th:first-child{width:6.5rem}.rights small{white-space:nowrap}td.n,th.n{text-align:right;font-variant-numeric:tabular-nums}code{font-size:.8rem;overflow-wrap:anywhere}
        .big{display:flex;gap:2.5rem;flex-wrap:wrap;margin:1rem 0}.big div{min-width:8rem}.big b{display:block;font-size:1.6rem}svg{max-width:100%;height:auto}
        @media screen and (prefers-color-scheme:dark){body{color:#e6e9ef;background:#14161a}h2{border-color:#485061}th,td{border-color:#2d323c}.quiet{color:#9aa4b6}
        svg [stroke="#d0d7de"]{stroke:#2d323c}svg [stroke="#0969da"]{stroke:#6cb0ff}svg [fill="#0969da"]{fill:#6cb0ff}svg [fill="#8250df"]{fill:#b48cf2}svg [fill="#1a7f37"]{fill:#4fbf94}}
        @page{margin:15mm 15mm 18mm;@bottom-right{content:counter(page) " / " counter(pages);font:11px system-ui,sans-serif;color:#57606a}}@media print{:root{color-scheme:light}body{margin:0;padding:0;max-width:none;font-size:12px}.big{gap:1.5rem}.big b{font-size:1.4rem}td.n{white-space:nowrap}svg{break-inside:avoid}h2,h3,h2+p:has(+svg),h2+p:has(+table),h3+p:has(+table){break-after:avoid}p{orphans:3;widows:3}tr{break-inside:avoid}}
        """;

    public static readonly string Hash = $"sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Css)))}";
}
