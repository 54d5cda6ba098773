"""Documents to import, all of an invented town."""

STORY = """EASTMERE GAZETTE
Ferry strike enters third week
By Odd Lund
27 June 2016
The ferry workers' union said on Monday that talks with the operator had broken down over pay & hours.
“We will not go back until the rosters are changed,” said Ines Calder, who has led the union since spring.
The operator said it was ready to meet the union again on Thursday in the town hall of Eastmere.
3 comments:
Ines Odell27 June 2016 at 10:12
Let them have the rosters.
ReplyDelete
Replies
Mara Lind28 June 2016 at 13:00
And who pays? <b>We do.</b>
Delete
Reply
Kit29 June 2016 at 07:30
Take the bus.
ReplyDelete
Add comment
"""

WITHOUT_HEADLINE = """EASTMERE GAZETTE
The harbour master of Eastmere has closed the north pier after a lorry broke through its planks on Sunday night.
“Nobody was hurt, and nobody will be,” said Tom Brandt, the harbour master, who promised repairs before winter.
The pier carries 300 lorries a day, and the fish market fears for its Christmas trade if the work takes long.
No comments:
Post a Comment
"""

SEVERAL = """Pier closed after lorry breaks through
The harbour master of Eastmere has closed the north pier after a lorry broke through its planks on Sunday night.
“Nobody was hurt, and nobody will be,” said Tom Brandt, the harbour master, who promised repairs before winter.
Posted by Odd Lund at 10:12 AM
No comments:
Ferry strike enters third week
The ferry workers' union said on Monday that talks with the operator had broken down over pay and hours.
“We will not go back until the rosters are changed,” said Ines Calder, who has led the union since spring.
Posted by Odd Lund at 11:45 AM
No comments:
"""

PAGE_NOT_FOUND = """404 Not Found
The page you are looking for could not be found.
Home
Contact
"""
