<html>
<head>
<meta http-equiv="Content-Type" content="text/html; charset=gb2312" />
<title>临溪市水务局</title>
<link href="css/css.css" rel="stylesheet" type="text/css" />
<meta name="SiteName" content="临溪市水务局" /><meta name="SiteDomain" content="swj.linxi.example.gov.cn" /><meta name="SiteIDCode" content="9907020055" />
</head>
<body>
<form name="form1" method="post" action="default.aspx" id="form1">
<input type="hidden" name="__VIEWSTATE" id="__VIEWSTATE" value="/wEPDwUKLTk5OTk5OTk5OWRk" />
<table width="1000" align="center" cellpadding="0" cellspacing="0"><tr><td><img src="images/top.jpg" width="1000" height="180" /></td></tr>
<tr><td class="nav"><a href="/">首页</a> | <a href="/list.aspx?id=1">机构概况</a> | <a href="/list.aspx?id=3">水务动态</a> | <a href="/list.aspx?id=4">通知公告</a> | <a href="http://www.linxi.example.gov.cn/gkmlpt/index?dept=swj">政府信息公开</a> | <a href="http://www.linxi.example.gov.cn/gkmlpt/policy?dept=swj">政策法规</a> | <a href="https://zwfw.lx.example.gov.cn/swj">办事服务</a> | <a href="/list.aspx?id=7">互动交流</a> | <a href="/list.aspx?id=8">水情信息</a></td></tr>
<tr><td align="right">站内搜索：<input name="txtKey" type="text" id="txtKey" /><input type="submit" name="btnSearch" value="搜索" id="btnSearch" /></td></tr></table>
<table width="1000" align="center"><tr><td valign="top"><table><tr><td class="bt">水务动态</td><td><a href="/list.aspx?id=3">more</a></td></tr></table><table width="100%"><tr><td>·<a href="/show.aspx?id=1201" title="我局召开冬修水利现场会">我局召开冬修水利现场会</a></td><td width="90">[01-14]</td></tr><tr><td>·<a href="/show.aspx?id=1202" title="城区供水管网冬季巡查全面展开">城区供水管网冬季巡查全面展开</a></td><td width="90">[01-08]</td></tr><tr><td>·<a href="/show.aspx?id=1203" title="临溪水库除险加固工程通过验收">临溪水库除险加固工程通过验收</a></td><td width="90">[12-31]</td></tr></table></td>
<td valign="top"><table><tr><td class="bt">通知公告</td><td><a href="/list.aspx?id=4">more</a></td></tr></table><table width="100%"><tr><td>·<a href="/show.aspx?id=1301" title="关于2025年度取水许可审批情况的公告">关于2025年度取水许可审批情况的公告</a></td><td width="90">[12-05]</td></tr><tr><td>·<a href="/show.aspx?id=1302" title="临溪市水务局公开选调工作人员公告">临溪市水务局公开选调工作人员公告</a></td><td width="90">[09-17]</td></tr></table></td></tr>
<tr><td><a href="/list.aspx?id=71"><img src="images/jzxx.gif" alt="局长信箱" /></a><a href="http://www.linxi.example.gov.cn/gkmlpt/index?dept=swj"><img src="images/xxgk.gif" alt="政府信息公开" /></a><a href="/list.aspx?id=14">资料下载</a><a href="/list.aspx?id=16">世界水日中国水周专题</a></td><td><a href="http://www.linxi.example.gov.cn/gkmlpt/jd?dept=swj">政策解读</a> <a href="/upload/2019jh.doc">2019年工作计划</a> <a href="http://m.linxi-water.example.com/">掌上水务</a> <a href="http://swj.linxi.example.gov.cn/list.aspx?id=3&t=0.58213">最新动态</a></td></tr></table><table width="1000" align="center" class="foot"><tr><td align="center">
<a href="map.aspx">网站地图</a> | <a href="list.aspx?id=9">联系我们</a> | <a href="admin/login.aspx">后台管理</a><br />
主办单位：临溪市水务局　地址：临溪市滨河路88号　电话：0993-3330055<br />
网站标识码：9907020055　皖ICP备19990355号　<img src="images/gongan.png" />皖公网安备 34999902000355号<br />
<a href="http://bszs.conac.cn/sitename?method=show&amp;id=2D3A99C02A1C3201E05310291AAC0355"><img src="images/red.png" border="0" /></a>
<a href="javascript:void(0)" onclick="Link('9907020055')"><img src="images/jiucuo.png" border="0" /></a><script src="http://121.43.68.40/exposure/jiucuo.js"></script>
</td></tr></table></form></body></html>