document.writeln("<div class=\"footbox\">");
document.writeln("<p><a href=\"wzdt.htm\">网站地图<\/a> | <a href=\"lxwm.htm\">联系我们<\/a><\/p>");
document.writeln("<p>主办：岭北区人民政府　承办：岭北区人民政府办公室　联系电话：0870-9990044<\/p>");
document.writeln("<p>滇ICP备08099904号-1　滇公网安备 53999902000404号　网站标识码：5399990004<\/p>");
// document.writeln("<p>旧标识码：5399990009<\/p>");
document.writeln("<script src='http://dcs.conac.cn/js/26/000/0000/60990004/CA260000000609900040001.js'><\/script>");
document.writeln("<a href='http://121.43.68.40/exposure/jiucuo.html?site_code=5399990004&url=http%3A%2F%2Fwww.lingbei99.gov.cn%2F'><img src='images/jiucuo.png'><\/a><\/div>");
