"""The views of the page: each module renders one address. A view is its module and its entry in
`registry`."""
