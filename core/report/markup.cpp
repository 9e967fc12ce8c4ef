// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/markup.h"

#include "base/unicode.h"

namespace quantscope {
namespace {

constexpr std::string_view pageStyle = R"(
:root{color-scheme:light dark;--paper:#fff;--ink:#1b1c1e;--quiet:#5c6066;--line:#c9cdd2;--soft:#f3f5f7;--good:#1b7a43;
--bad:#b3261e;--partly:#8a5a00;--run0:#0072b2;--run1:#d55e00;--run2:#009e73;--run3:#b0568c;--run4:#a87000;--run5:#2f86bd;
--run6:#857b00;--run7:#3c3c3c}
@media (prefers-color-scheme:dark){:root{--paper:#17191c;--ink:#e6e7e9;--quiet:#a4a9b0;--line:#454a51;--soft:#22262b;
--good:#6fcf97;--bad:#ff8a80;--partly:#f2c166;--run0:#4ba8e0;--run1:#f0894a;--run2:#2fc79c;--run3:#dd93be;--run4:#e69f00;
--run5:#8fd0f5;--run6:#d9ce3a;--run7:#d8d8d8}}
body{font-family:system-ui,"Noto Sans","Noto Sans CJK SC","Microsoft YaHei",sans-serif;line-height:1.5;color:var(--ink);
background:var(--paper);max-width:66rem;margin:2rem auto;padding:0 1.2rem}
header{border-bottom:1px solid var(--line);margin-bottom:1.5rem}
h1{font-size:1.7rem;margin:0 0 .2rem}h2{font-size:1.3rem;margin:2.2rem 0 .6rem;border-bottom:1px solid var(--line)}
h3{font-size:1.05rem;margin:1.4rem 0 .4rem}p{margin:.5rem 0}section{margin-bottom:3rem}
h1,h2,h3,p,li,td,th,figcaption,caption{overflow-wrap:anywhere}
.quiet,.controls,figcaption,caption{color:var(--quiet)}figcaption,caption{font-size:.9rem;text-align:start}
.wide{overflow-x:auto;margin:.8rem 0}
table{border-collapse:collapse;font-variant-numeric:tabular-nums}caption{caption-side:top;padding-bottom:.3rem}
th,td{padding:.22rem .7rem;text-align:start;vertical-align:top;border-bottom:1px solid var(--line);min-width:3.5em}
td:first-child{min-width:7em}.a td:first-child{min-width:1em}
th{font-weight:600;border-bottom:2px solid var(--ink)}.n{text-align:end;min-width:0}td.n{white-space:nowrap}
figure{margin:1rem 0}figure svg,section>img{max-width:100%;height:auto}
section>img{border:1px solid var(--line);margin:0 .5em .5em 0;background:#fff}
pre{background:var(--soft);border:1px solid var(--line);padding:.6rem .8rem;white-space:pre-wrap;overflow-wrap:anywhere;
font-size:.85rem}
.q{border:1px solid var(--line);border-radius:.3rem;padding:.7rem .9rem;margin:.9rem 0;display:flex;gap:1rem;
flex-wrap:wrap}.q h3{flex-basis:100%;margin:0}.q .p{flex:0 1 20rem}.q .p img{max-width:100%;height:auto;
border:1px solid var(--line)}.q .a{flex:1 1 22rem;min-width:0}
.u{white-space:pre-wrap;overflow-wrap:anywhere;unicode-bidi:isolate}
.right{color:var(--good)}.wrong{color:var(--bad)}.partly{color:var(--partly)}
.ink{fill:var(--ink)}.faint{fill:var(--quiet)}.axis{stroke:var(--quiet)}.grid{stroke:var(--line)}.back{fill:var(--paper)}
.f0{fill:var(--run0)}.f1{fill:var(--run1)}.f2{fill:var(--run2)}.f3{fill:var(--run3)}.f4{fill:var(--run4)}
.f5{fill:var(--run5)}.f6{fill:var(--run6)}.f7{fill:var(--run7)}
.s0{stroke:var(--run0)}.s1{stroke:var(--run1)}.s2{stroke:var(--run2)}.s3{stroke:var(--run3)}.s4{stroke:var(--run4)}
.s5{stroke:var(--run5)}.s6{stroke:var(--run6)}.s7{stroke:var(--run7)}
@media print{:root{color-scheme:light;--paper:#fff;--ink:#000;--quiet:#444;--line:#bbb;--soft:#f6f6f6;--good:#1b7a43;
--bad:#b3261e;--partly:#8a5a00;--run0:#0072b2;--run1:#d55e00;--run2:#009e73;--run3:#b0568c;--run4:#a87000;--run5:#2f86bd;
--run6:#857b00;--run7:#3c3c3c}
body{max-width:none;margin:0;padding:0;font-size:10pt}.wide{overflow:visible}h2,h3,p.quiet{break-after:avoid}
figure,.q,tr{break-inside:avoid}thead{display:table-header-group}caption{break-after:avoid}
th,td{padding:.15rem .4rem}table{font-size:8.5pt}pre{font-size:8pt}.q .p{flex-basis:14rem}.q .a{flex-basis:17rem}}
@page{size:A4;margin:16mm 14mm}
)";

bool isCharacterOfXml(char32_t c)
{
    return c == '\t' || c == '\n' || c == '\r' || (c >= 0x20 && c != 0x7f && c != 0xfffe && c != 0xffff);
}

}

std::string markupText(std::string_view bytes)
{
    std::string text;
    for (const char32_t c : toUtf32(validUtf8(bytes)))
        switch (c) {
        case '&': text += "&amp;"; break;
        case '<': text += "&lt;"; break;
        case '>': text += "&gt;"; break;
        case '"': text += "&quot;"; break;
        case '\'': text += "&#39;"; break;
        default: appendUtf8(text, isCharacterOfXml(c) ? c : U'\xfffd');
        }
    return text;
}

std::string htmlPage(std::string_view language, std::string_view title, std::string_view body)
{
    const auto shown = markupText(title);
    std::string page = "<!DOCTYPE html>\n<html lang=\"" + markupText(language) +
        "\">\n<head>\n<meta charset=\"utf-8\"/>\n"
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n"
        "<meta http-equiv=\"Content-Security-Policy\" "
        "content=\"default-src 'none'; img-src data:; style-src 'unsafe-inline'\"/>\n<title>" +
        shown + "</title>\n<style>" + std::string(pageStyle) + "</style>\n</head>\n<body>\n";
    page += body;
    return page + "</body>\n</html>\n";
}

}
