/** Light and dark as the reader's system has it; on paper black on white, with what is folded shown. */
export const PAGE_STYLE = `
:root { color-scheme: light dark; --ink: #1b1f24; --paper: #ffffff; --soft: #f3f5f7; --line: #c9d1d9; --good: #0a6b2d; --bad: #b3161b; --open: #7a5200; --mark: #ffe2a8; --link: #0550ae; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6edf3; --paper: #10141a; --soft: #1a2028; --line: #3d4652; --good: #57d683; --bad: #ff8f87; --open: #f0c05a; --mark: #5c4508; --link: #79b8ff; } }
* { box-sizing: border-box; }
body { margin: 0; font: 15px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper); }
header.verdict { padding: 1rem 1.5rem; border-left: 12px solid; background: var(--soft); }
header.good { border-color: var(--good); } header.bad { border-color: var(--bad); } header.open { border-color: var(--open); }
header.good h1 { color: var(--good); } header.bad h1 { color: var(--bad); } header.open h1 { color: var(--open); }
h1 { margin: 0; font-size: 2rem; line-height: 1.2; }
h2 { margin: 2rem 0 .5rem; font-size: 1.25rem; border-bottom: 1px solid var(--line); }
h3 { margin: 1rem 0 .25rem; font-size: 1rem; }
.icon { display: inline-block; min-width: 1.2em; text-align: center; border: 3px solid; border-radius: 50%; font-size: .8em; }
.synthetic { display: inline-block; margin-left: 1rem; padding: 0 .5rem; font-size: 1rem; border: 2px dashed var(--open); color: var(--open); vertical-align: middle; }
.headline { font-size: 1.1rem; margin: .5rem 0; } header p { margin: .25rem 0; max-width: 75rem; } .facts { opacity: .9; }
main { padding: 0 1.5rem 3rem; max-width: 100rem; }
.doubts li { margin: .25rem 0; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; font-size: .85rem; }
th, td { padding: .25rem .5rem; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; }
thead th { background: var(--soft); vertical-align: bottom; }
tbody th { font-weight: 600; white-space: nowrap; }
.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; } thead th.number { white-space: normal; }
.ill, tr.fail td:nth-child(2) { color: var(--bad); } tr.inconclusive td:nth-child(2) { color: var(--open); } .word { white-space: nowrap; }
nav { padding: .5rem 1.5rem 0; } nav ul { list-style: none; display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; margin: 0; padding: 0; }
.tag { margin-left: .5rem; padding: 0 .3rem; border: 1px solid var(--line); border-radius: .3rem; font-weight: 400; font-size: .85em; }
tbody th.group { background: var(--soft); }
.legend { font-size: .9rem; margin: .25rem 0; }
header { overflow-wrap: anywhere; } code, pre { font-family: ui-monospace, monospace; font-size: .85rem; overflow-wrap: anywhere; }
pre { margin: 0; padding: .5rem; background: var(--soft); white-space: pre-wrap; }
details.failure { margin: .5rem 0; padding: .5rem .75rem; border: 1px solid var(--line); border-left: 5px solid var(--bad); }
summary { cursor: pointer; } summary:focus-visible, [tabindex]:focus-visible, input:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
.sides { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(22rem, 100%), 1fr)); gap: .75rem; }
figure { margin: .5rem 0; } figcaption { font-weight: 600; }
mark { background: var(--mark); color: inherit; text-decoration: underline; }
svg { max-width: 60rem; width: 100%; height: auto; }
svg.key { width: 40px; height: 8px; } svg.spark { flex: none; width: 100px; height: 22px; color: var(--link); } svg.bar { width: 100px; height: 10px; color: var(--link); vertical-align: middle; } .bar .whole { fill: none; stroke: var(--line); } .bar .part { fill: currentColor; } .trend { display: flex; align-items: flex-start; gap: .5rem; min-width: 22rem; font-size: .9em; } .dot { fill: currentColor; } .ring { fill: none; stroke: var(--bad); stroke-width: 1.5; }
.curve { fill: none; stroke: currentColor; stroke-width: 2; }
.curve.apart { stroke-width: 3.5; } .mark { fill: currentColor; font-size: 12px; font-weight: 600; } .mark text { paint-order: stroke; stroke: var(--paper); stroke-width: 4px; }
tbody th.words { white-space: normal; min-width: 16rem; font-weight: 400; }
.c0 { color: #0550ae; } .c1 { color: #b35900; } .c2 { color: #0a6b2d; } .c3 { color: #8250df; } .c4 { color: #b3161b; } .c5 { color: #00707f; } .c6 { color: #7a5200; } .c7 { color: #a0347b; }
@media (prefers-color-scheme: dark) { .c0 { color: #79b8ff; } .c1 { color: #ffab70; } .c2 { color: #57d683; } .c3 { color: #d2a8ff; } .c4 { color: #ff8f87; } .c5 { color: #56d4dd; } .c6 { color: #f0c05a; } .c7 { color: #ff9bce; } }
.grid { stroke: var(--line); } .budget { stroke: currentColor; stroke-dasharray: 3 3; } .tick { fill: currentColor; font-size: 12px; }
.keys { list-style: none; display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; padding: 0; font-weight: 400; }
dl div { display: grid; grid-template-columns: minmax(10rem, 16rem) 1fr; gap: .5rem; } dd { margin: 0; }
input { font: inherit; box-sizing: border-box; max-width: 100%; } a { color: var(--link); } tbody th a { color: inherit; }
@media print { :root { --ink: #000; --paper: #fff; --soft: #fff; font-size: 10.5px; } body { font-size: 1rem; } table { font-size: .75rem; } th, td { padding: .2rem .35rem; } tbody th, .number { white-space: normal; } tbody th, td { overflow-wrap: anywhere; } tbody th { min-width: 9em; } .trend { min-width: 0; } .wide { overflow: visible; } details::details-content { content-visibility: visible; height: auto; } .scripted, nav { display: none; } section { break-inside: auto; } h2, summary { break-after: avoid; } }
`;
