"""The picture that a link to a story is shared with: the headline in the newsroom's look, 1200 × 630.

fonts     a font that has every letter of a text, and whether one can be set at all
setting   a headline in lines that fit
drawing   the picture itself
pictures  which one a story has, made once and kept on disk
"""
