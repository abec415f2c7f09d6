"""Elements of the page as plain data, which the page's painter draws (assets/paint.js): a type, and its properties.

Dash's own components say the same, but each costs as much to make as a line of the chart, and a change of filters
makes hundreds. `mounted` gives Dash's components, for what Dash lays out itself.
"""

from __future__ import annotations

from typing import Any

from dash import html as components


class Element(dict):
    """One element. Its children are elements, texts, or lists of them; what is None is not drawn."""

    tag = "Element"

    def __init_subclass__(cls) -> None:
        cls.tag = cls.__name__

    def __init__(self, children: Any = None, **props: Any) -> None:
        if children is not None:
            props["children"] = children
        self["type"] = self.tag
        self["props"] = props


def of(tag: str, children: Any = None, **attributes: str) -> Element:
    """An element by the name of its tag, with the attributes as HTML names them: "input", "option" …"""
    made = Element(children, **attributes)
    made["type"] = tag
    return made


def short(form: str, **props: Any) -> dict[str, Any]:
    """One of the forms that a page has hundreds of, which the painter knows how to write out (SHORT in paint.js): an
    "Option" of the rail, a "Leaf" (an option that has nothing inside it), a "Cell" of a table of figures."""
    return {"type": form, "props": props}


def mounted(tree: Any) -> Any:
    """Elements as Dash's components, which what they hold may be already. It takes no short forms."""
    if isinstance(tree, Element):
        props = {**tree["props"], "children": mounted(tree["props"].get("children"))}
        return getattr(components, tree["type"])(**props)
    return [mounted(one) for one in tree] if isinstance(tree, list) else tree


class A(Element): ...


class Article(Element): ...


class Aside(Element): ...


class B(Element): ...


class Blockquote(Element): ...


class Br(Element): ...


class Button(Element): ...


class Caption(Element): ...


class Details(Element): ...


class Div(Element): ...


class Footer(Element): ...


class Form(Element): ...


class H1(Element): ...


class H2(Element): ...


class H3(Element): ...


class Header(Element): ...


class Img(Element): ...


class Kbd(Element): ...


class Label(Element): ...


class Li(Element): ...


class Main(Element): ...


class Mark(Element): ...


class Nav(Element): ...


class P(Element): ...


class Q(Element): ...


class Section(Element): ...


class Small(Element): ...


class Span(Element): ...


class Summary(Element): ...


class Table(Element): ...


class Tbody(Element): ...


class Td(Element): ...


class Th(Element): ...


class Thead(Element): ...


class Tr(Element): ...


class Ul(Element): ...
