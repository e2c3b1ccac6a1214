<html>
<head>
<meta http-equiv="Content-Type" content="text/html; charset=gb2312" />
<title>网站地图-临溪市水务局</title>
<link href="css/css.css" rel="stylesheet" type="text/css" />
<meta name="SiteName" content="临溪市水务局" /><meta name="SiteDomain" content="swj.linxi.example.gov.cn" /><meta name="SiteIDCode" content="9907020055" />
</head>
<body>
<form name="form1" method="post" action="default.aspx" id="form1">
<input type="hidden" name="__VIEWSTATE" id="__VIEWSTATE" value="/wEPDwUKLTk5OTk5OTk5OWRk" />
<table width="1000" align="center" cellpadding="0" cellspacing="0"><tr><td><img src="images/top.jpg" width="1000" height="180" /></td></tr>
<tr><td class="nav"><a href="/">首页</a> | <a href="/list.aspx?id=1">机构概况</a> | <a href="/list.aspx?id=3">水务动态</a> | <a href="/list.aspx?id=4">通知公告</a> | <a href="http://www.linxi.example.gov.cn/gkmlpt/index?dept=swj">政府信息公开</a> | <a href="http://www.linxi.example.gov.cn/gkmlpt/policy?dept=swj">政策法规</a> | <a href="https://zwfw.lx.example.gov.cn/swj">办事服务</a> | <a href="/list.aspx?id=7">互动交流</a> | <a href="/list.aspx?id=8">水情信息</a></td></tr>
<tr><td align="right">站内搜索：<input name="txtKey" type="text" id="txtKey" /><input type="submit" name="btnSearch" value="搜索" id="btnSearch" /></td></tr></table>
<table align="center"><tr><td><a href="/">首页</a> <a href="/list.aspx?id=1">机构概况</a> <a href="/list.aspx?id=3">水务动态</a> <a href="/list.aspx?id=4">通知公告</a> <a href="http://www.linxi.example.gov.cn/gkmlpt/index?dept=swj">政府信息公开</a> <a href="http://www.linxi.example.gov.cn/gkmlpt/policy?dept=swj">政策法规</a> <a href="https://zwfw.lx.example.gov.cn/swj">办事服务</a> <a href="/list.aspx?id=7">互动交流</a> <a href="/list.aspx?id=8">水情信息</a> <a href="/list.aspx?id=11">单位简介</a> <a href="/list.aspx?id=13">领导信息</a> <a href="/list.aspx?id=15">2021年水务动态</a></td></tr></table><table width="1000" align="center" class="foot"><tr><td align="center">
<a href="map.aspx">网站地图</a> | <a href="list.aspx?id=9">联系我们</a> | <a href="admin/login.aspx">后台管理</a><br />
主办单位：临溪市水务局　地址：临溪市滨河路88号　电话：0993-3330055<br />
网站标识码：9907020055　皖ICP备19990355号　<img src="images/gongan.png" />皖公网安备 34999902000355号<br />
<a href="http://bszs.conac.cn/sitename?method=show&amp;id=2D3A99C02A1C3201E05310291AAC0355"><img src="images/red.png" border="0" /></a>
<a href="javascript:void(0)" onclick="Link('9907020055')"><img src="images/jiucuo.png" border="0" /></a><script src="http://121.43.68.40/exposure/jiucuo.js"></script>
</td></tr></table></form></body></html>