import { describe, expect, it } from 'vitest';
import { narrativeFault, showsSomething } from '#fhir/narrative.js';

const div = (inner: string): string => `<div xmlns="http://www.w3.org/1999/xhtml">${inner}</div>`;

describe('a narrative', () => {
  it.each([
    'plain text, 3 &lt; 4 and 5 > 4',
    '<p>a<br/>b</p><!-- a > comment -->',
    '<a href="observation.html#x">x</a><a href="https://example.org/?a=1">y</a><a name="z"/>',
    '<table style=\'border: 1px\' class="grid"><tr><td colspan="2">x</td></tr></table>',
    '<img src="data:image/png;base64,AAAA" alt="x"/><img src="" alt="none"/>',
    '<p style="background-image: url(tbl_bck1.png)">x</p>',
  ])('may hold %s', (inner) => {
    expect(narrativeFault(div(inner))).toBeUndefined();
  });

  it.each([
    ['<script>alert(1)</script>', 'element script is not allowed'],
    ['<SCRIPT>alert(1)</SCRIPT>', 'element SCRIPT is not allowed'],
    ['x > y <script>alert(1)</script>', 'element script is not allowed'],
    ['<img src="x.png" onerror="alert(1)"/>', 'attribute onerror is not allowed'],
    ['<img src=x onerror=alert(1)>', 'markup that is not XHTML'],
    ['<a href="javascript:alert(1)">x</a>', 'the address in href is not allowed'],
    ['<a href="java&#x0A;script:alert(1)">x</a>', 'the address in href is not allowed'],
    ['<a href="&#106;avascript&colon;alert(1)">x</a>', 'the address in href is not allowed'],
    ['<a href="java&Tab;script:alert(1)">x</a>', 'the address in href is not allowed'],
    ['<a href="&#x999999;javascript:1">x</a>', 'the address in href is not allowed'],
    ['<img src="data:image/svg+xml;base64,AA"/>', 'the address in src is not allowed'],
    ['<p style="width: expression(alert(1))">x</p>', 'a style that loads or runs something'],
    ['<p style="background: url(https://evil.example/x)">x</p>', 'a style that loads or runs something'],
    ['<p style="behavior: url(x.htc)">x</p>', 'a style that loads or runs something'],
    ['<iframe src="x.html"></iframe>', 'element iframe is not allowed'],
    ['<form action="x"><input/></form>', 'element form is not allowed'],
    ['<svg onload="alert(1)"/>', 'element svg is not allowed'],
    ['<!-- x --><!DOCTYPE x><p/>', 'markup that is not XHTML'],
    ['<![CDATA[<script>]]>', 'markup that is not XHTML'],
    ['<?xml version="1.0"?>', 'markup that is not XHTML'],
    ['<!-- open <script>alert(1)</script>', 'markup that is not XHTML'],
    ['<p><b>x</p></b>', 'p is closed where it is not open'],
    ['<p>x', 'div is closed where it is not open'],
    ['</div><div>', 'it is not one div'],
  ])('may not hold %s', (inner, fault) => {
    expect(narrativeFault(div(inner))).toBe(fault);
  });

  it('is one div', () => {
    expect(narrativeFault('text')).toBe('it is not one div');
    expect(narrativeFault('<p>x</p>')).toBe('it is not one div');
    expect(narrativeFault('<div>x')).toBe('div is not closed');
  });

  it('shows a text or an image, or nothing', () => {
    for (const empty of ['<div/>', div(''), div(' \n<p> </p><!-- x -->'), div('<br/>')])
      expect([narrativeFault(empty), showsSomething(empty)]).toEqual([undefined, false]);
    for (const said of [div('x'), div('<p>x</p>'), div('<img src="x.png" alt="x"/>')])
      expect(showsSomething(said)).toBe(true);
  });

  it('of any length is read in time', () => {
    for (const text of [
      '<a href="x" '.repeat(20_000),
      '<!--'.repeat(50_000),
      '<'.repeat(100_000),
      `<p ${'a '.repeat(50_000)}`,
    ]) {
      const start = performance.now();
      narrativeFault(div(text));
      expect(performance.now() - start).toBeLessThan(1000);
    }
  });
});
