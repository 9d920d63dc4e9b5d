"""What a browser tells of the layout of a page: what is cut off, and which words are broken."""

from __future__ import annotations

BEYOND = """selector => {
    const root = document.documentElement, found = [];
    if (root.scrollWidth > root.clientWidth) found.push(`the page: ${root.scrollWidth}`);
    for (const e of document.querySelectorAll(`${selector}, ${selector} *`)) {
        if (!e.checkVisibility({visibilityProperty: true})) continue;
        if (e.closest('.osai-unseen, .osai-skip, thead, option')) continue;
        const r = e.getBoundingClientRect(), style = getComputedStyle(e);
        if (!r.width || style.display === 'inline') continue;
        if (r.left < -1 || r.right > root.clientWidth + 1) found.push(e.outerHTML.slice(0, 90));
        if (['auto', 'scroll'].includes(style.overflowX) && e.scrollWidth > e.clientWidth)
            found.push(`scrolls: ${e.outerHTML.slice(0, 90)}`);
        if (['hidden', 'clip'].includes(style.overflowX) && e.scrollWidth > e.clientWidth + 1)
            found.push(`is cut off: ${e.outerHTML.slice(0, 90)}`);
    }
    return found;
}"""
"""Of what a selector finds: what is beyond the window, in a box that scrolls, or cut off."""

BROKEN = r"""selector => {
    const found = [];
    for (const root of document.querySelectorAll(selector)) {
        const nodes = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
        while (nodes.nextNode()) {
            const node = nodes.currentNode, parent = node.parentElement;
            if (!parent.checkVisibility({visibilityProperty: true})) continue;
            if (parent.closest('.osai-unseen, thead .c, option')) continue;
            for (const word of node.data.matchAll(/\p{Lu}*[\p{Ll}\p{Lo}\p{N}]+|\p{Lu}+/gu)) {
                const range = document.createRange();
                range.setStart(node, word.index);
                range.setEnd(node, word.index + word[0].length);
                const lines = new Set([...range.getClientRects()].map(r => Math.round(r.top)));
                if (lines.size > 1) found.push(word[0]);
            }
        }
    }
    return found;
}"""
"""Of what a selector finds: the words that are on two lines; a name such as CodeLlama has two."""
