"""The stages in order, nothing else: settings and bank, choice, forms, documents, galleys, pages, files.

`workplace` opens a folder and answers questions about its bank, `press` makes pages, `making` makes and remakes
packs, `checking` gathers what is wrong.
"""
