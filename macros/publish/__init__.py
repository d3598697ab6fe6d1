"""What the site has besides its pages: API, headers, offline list, dataset, the browser's Python."""
